import { Timestamp } from 'bson';
import { badValue, ErrorCode, ServerError, typeMismatch } from '../server-error';
import { add, DOUBLE, INT, integerOf, kindOf, LONG, makeInteger, multiply } from '../values/arithmetic';
import { typeName } from '../values/bson-type';
import { compareValues } from '../values/compare';
import { cloneValue, type Doc, isDoc, isNumeric } from '../values/document';
import { applyPull, applyPullAll, applyPop, applyPush, applyAddToSet } from './array-operators';
import { findPlace, makePlace, putAt, removeAt, valueAt } from './target-path';
import type { UpdateContext } from './update-context';

/** Changes `doc` at one exact path. */
export type FieldUpdate = (
  doc: Doc,
  parts: readonly string[],
  operand: unknown,
  context: UpdateContext,
) => void;

function assign(doc: Doc, parts: readonly string[], value: unknown): void {
  putAt(makePlace(doc, parts), cloneValue(value));
}

function arithmetic(name: string, apply: (left: unknown, right: unknown) => unknown): FieldUpdate {
  return (doc, parts, operand) => {
    if (!isNumeric(operand)) {
      throw typeMismatch(
        `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${parts.join('.')}: ${JSON.stringify(operand)}}`,
      );
    }
    const place = makePlace(doc, parts);
    const value = valueAt(place);
    if (value === undefined) {
      putAt(place, name === '$inc' ? operand : apply(0, operand));
      return;
    }
    if (!isNumeric(value)) {
      throw typeMismatch(
        `Cannot apply ${name} to a value of non-numeric type. {_id: ${String(doc['_id'])}} has the field '${parts.at(-1) ?? ''}' of non-numeric type ${typeName(value)}`,
      );
    }
    const result = apply(value, operand);
    if (kindOf(value) <= LONG && kindOf(operand) <= LONG && kindOf(result) === DOUBLE) {
      throw badValue(`Failed to apply ${name} operations to current value of a field of type long: overflow`);
    }
    putAt(place, result);
  };
}

function extreme(sign: 1 | -1): FieldUpdate {
  return (doc, parts, operand, { fold }) => {
    const place = makePlace(doc, parts);
    const value = valueAt(place);
    if (value === undefined || compareValues(operand, value, fold) * sign > 0)
      putAt(place, cloneValue(operand));
  };
}

function currentDate(doc: Doc, parts: readonly string[], operand: unknown, context: UpdateContext): void {
  const type = isDoc(operand) ? operand['$type'] : 'date';
  if (operand !== true && operand !== false && type !== 'date' && type !== 'timestamp') {
    throw badValue(
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    );
  }
  const now = context.variables?.['NOW'];
  const date = now instanceof Date ? now : new Date();
  putAt(
    makePlace(doc, parts),
    type === 'timestamp' ? Timestamp.fromBits(1, Math.floor(date.getTime() / 1000)) : date,
  );
}

function bitwise(doc: Doc, parts: readonly string[], operand: unknown): void {
  if (!isDoc(operand) || Object.keys(operand).length === 0) {
    throw badValue(
      'The $bit modifier is not compatible with this operand. You must pass in an embedded document',
    );
  }
  const place = makePlace(doc, parts);
  let value: unknown = valueAt(place) ?? 0;
  for (const [name, mask] of Object.entries(operand)) {
    if (!isNumeric(mask) || kindOf(mask) > LONG)
      throw badValue(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}' is not supported here`,
      );
    if (!isNumeric(value) || kindOf(value) > LONG)
      throw badValue(`Cannot apply $bit to a value of non-integral type.`);
    const kind = kindOf(mask) === LONG || kindOf(value) === LONG ? LONG : INT;
    const [a, b] = [integerOf(value), integerOf(mask)];
    if (name !== 'and' && name !== 'or' && name !== 'xor') {
      throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    }
    value = makeInteger(name === 'and' ? a & b : name === 'or' ? a | b : a ^ b, kind);
  }
  putAt(place, value);
}

/** Moves a field; `operand` is the new path. */
function rename(doc: Doc, parts: readonly string[], operand: unknown): void {
  const source = findPlace(doc, parts);
  if (!source) return;
  const value = valueAt(source);
  if (value === undefined) return;
  if (Array.isArray(source.container))
    throw badValue(`The source field cannot be an array element, '${parts.join('.')}'`);
  removeAt(source);
  const target = makePlace(doc, String(operand).split('.'));
  if (Array.isArray(target.container))
    throw badValue(`The destination field cannot be an array element, '${String(operand)}'`);
  putAt(target, value);
}

/** All update operators by name. `$setOnInsert` is `$set` that only an insert applies. */
export const updateOperators: Readonly<Record<string, FieldUpdate>> = {
  $set: assign,
  $setOnInsert: assign,
  $unset: (doc, parts) => {
    const place = findPlace(doc, parts);
    if (place) removeAt(place);
  },
  $inc: arithmetic('$inc', add),
  $mul: arithmetic('$mul', multiply),
  $min: extreme(-1),
  $max: extreme(1),
  $rename: rename,
  $currentDate: currentDate,
  $bit: bitwise,
  $push: applyPush,
  $addToSet: applyAddToSet,
  $pull: applyPull,
  $pullAll: applyPullAll,
  $pop: applyPop,
};

/** @throws ServerError FailedToParse for an unknown operator */
export function updateOperator(name: string): FieldUpdate {
  const operator = Object.hasOwn(updateOperators, name) ? updateOperators[name] : undefined;
  if (!operator) {
    throw new ServerError(
      ErrorCode.FailedToParse,
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  return operator;
}
