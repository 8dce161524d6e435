import { compileElementTest, compileFilter, isOperators } from '../query/compile-filter';
import { sortComparator } from '../query/sort';
import { badValue } from '../server-error';
import { typeName } from '../values/bson-type';
import { compareValues, valuesEqual } from '../values/compare';
import { cloneValue, type Doc, isDoc, isNumeric, toNumber } from '../values/document';
import { findPlace, makePlace, putAt, valueAt } from './target-path';
import type { UpdateContext } from './update-context';

function needArray(value: unknown, name: string, parts: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw badValue(
    `The field '${parts.join('.')}' must be an array but is of type ${typeName(value)} (${name})`,
  );
}

function eachOf(operand: unknown, name: string, allowed: string[]): { items: unknown[]; modifiers: Doc } {
  if (!isDoc(operand) || !('$each' in operand)) return { items: [operand], modifiers: {} };
  const items = operand['$each'];
  if (!Array.isArray(items))
    throw badValue(`The argument to $each in ${name} must be an array but it was of type ${typeName(items)}`);
  for (const key of Object.keys(operand)) {
    if (!allowed.includes(key)) throw badValue(`Unrecognized clause in ${name}: ${key}`);
  }
  return { items: items as unknown[], modifiers: operand };
}

/** `$push` with `$each`, `$position`, `$sort` and `$slice`. */
export function applyPush(doc: Doc, parts: readonly string[], operand: unknown): void {
  const { items, modifiers } = eachOf(operand, '$push', ['$each', '$position', '$sort', '$slice']);
  const place = makePlace(doc, parts);
  const current = valueAt(place);
  const list = current === undefined ? [] : [...needArray(current, '$push', parts)];
  const position = '$position' in modifiers ? toNumber(modifiers['$position']) : list.length;
  list.splice(position < 0 ? Math.max(list.length + position, 0) : position, 0, ...cloneValue(items));
  const order = modifiers['$sort'];
  if (order !== undefined) {
    list.sort(
      isDoc(order) ? sortComparator(order) : (left, right) => compareValues(left, right) * toNumber(order),
    );
  }
  const slice = modifiers['$slice'];
  if (slice !== undefined && !isNumeric(slice))
    throw badValue('The value for $slice must be an integer value');
  const size = slice === undefined ? undefined : toNumber(slice);
  putAt(place, size === undefined ? list : size < 0 ? list.slice(size) : list.slice(0, size));
}

/** `$addToSet`, also with `$each`. */
export function applyAddToSet(
  doc: Doc,
  parts: readonly string[],
  operand: unknown,
  { fold }: UpdateContext,
): void {
  const { items } = eachOf(operand, '$addToSet', ['$each']);
  const place = makePlace(doc, parts);
  const current = valueAt(place);
  const list = current === undefined ? [] : [...needArray(current, '$addToSet', parts)];
  for (const item of items) {
    if (!list.some((other) => valuesEqual(other, item, fold))) list.push(cloneValue(item));
  }
  putAt(place, list);
}

function removeWhere(
  doc: Doc,
  parts: readonly string[],
  name: string,
  test: (item: unknown) => boolean,
): void {
  const place = findPlace(doc, parts);
  const value = place && valueAt(place);
  if (!place || value === undefined) return;
  const list = needArray(value, name, parts);
  const kept = list.filter((item) => !test(item));
  if (kept.length < list.length) putAt(place, kept);
}

/** `$pull`: a literal, operators, or a condition on the elements' fields. */
export function applyPull(
  doc: Doc,
  parts: readonly string[],
  operand: unknown,
  context: UpdateContext,
): void {
  if (isDoc(operand) && !isOperators(operand)) {
    const { matches } = compileFilter(operand, context);
    removeWhere(doc, parts, '$pull', (item) => isDoc(item) && matches(item));
    return;
  }
  const test = compileElementTest(operand, context);
  removeWhere(doc, parts, '$pull', test);
}

/** `$pullAll`: elements equal to one of the list. */
export function applyPullAll(
  doc: Doc,
  parts: readonly string[],
  operand: unknown,
  { fold }: UpdateContext,
): void {
  if (!Array.isArray(operand))
    throw badValue('$pullAll requires an array argument but was given a ' + typeName(operand));
  const list = operand as unknown[];
  removeWhere(doc, parts, '$pullAll', (item) => list.some((other) => valuesEqual(other, item, fold)));
}

/** `$pop`: the first (-1) or last (1) element. */
export function applyPop(doc: Doc, parts: readonly string[], operand: unknown): void {
  const end = toNumber(operand);
  if (end !== 1 && end !== -1) throw badValue(`$pop expects 1 or -1, found: ${String(operand)}`);
  const place = findPlace(doc, parts);
  const value = place && valueAt(place);
  if (!place || value === undefined) return;
  const list = needArray(value, '$pop', parts);
  if (list.length > 0) putAt(place, end === 1 ? list.slice(0, -1) : list.slice(1));
}
