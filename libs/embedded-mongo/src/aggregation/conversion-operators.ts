import { Decimal128, Long, ObjectId } from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import { DECIMAL, INT, integerOf, kindOf, LONG, makeDouble, makeInteger } from '../values/arithmetic';
import { typeName, typeNamesOf } from '../values/bson-type';
import { toDecimal128, toDecimalOperand } from '../values/decimal';
import { bsonTag, isBinary, isNumeric, isTruthy, toNumber } from '../values/document';
import { namedOperands, operandList } from './operands';
import type { Evaluate, OperatorCompiler } from './scope';

function failure(value: unknown, to: string): ServerError {
  return new ServerError(
    ErrorCode.ConversionFailure,
    `Failed to convert ${typeName(value)} value to ${to} in $convert with no onError value`,
  );
}

/** A value as `$toString` writes it. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (isNumeric(value))
    return kindOf(value) === DECIMAL || kindOf(value) === LONG ? String(value) : String(toNumber(value));
  if (bsonTag(value) === 'ObjectId') return String(value);
  if (isBinary(value)) return value.toString('base64');
  throw failure(value, 'string');
}

function toDouble(value: unknown): unknown {
  if (typeof value === 'boolean') return makeDouble(value ? 1 : 0);
  if (value instanceof Date) return makeDouble(value.getTime());
  if (isNumeric(value)) return makeDouble(toNumber(value));
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)))
    return makeDouble(Number(value));
  throw failure(value, 'double');
}

function toDecimal(value: unknown): unknown {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (isNumeric(value)) {
    const exact = toDecimalOperand(value);
    return exact ? toDecimal128(exact) : Decimal128.fromString(String(toNumber(value)));
  }
  if (typeof value === 'string') {
    try {
      return Decimal128.fromString(value);
    } catch {
      throw failure(value, 'decimal');
    }
  }
  throw failure(value, 'decimal');
}

function toInteger(value: unknown, kind: typeof INT): unknown {
  const name = kind === INT ? 'int' : 'long';
  let integer: bigint;
  if (typeof value === 'boolean') integer = value ? 1n : 0n;
  else if (value instanceof Date && kind === LONG) integer = BigInt(value.getTime());
  else if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) integer = BigInt(value.replace(/^\+/, ''));
  else if (isNumeric(value) && Number.isFinite(toNumber(value))) integer = integerOf(value);
  else throw failure(value, name);
  const result = makeInteger(integer, kind);
  const fits = kind === INT ? typeof result === 'number' : result instanceof Long;
  if (!fits) throw failure(value, name);
  return result;
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (isNumeric(value) && kindOf(value) !== INT) return new Date(Math.trunc(toNumber(value)));
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return new Date(value);
  if (value instanceof ObjectId) return value.getTimestamp();
  throw failure(value, 'date');
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return ObjectId.createFromHexString(value);
  throw failure(value, 'objectId');
}

function convertTo(value: unknown, type: string): unknown {
  switch (type) {
    case 'double':
      return toDouble(value);
    case 'string':
      return toText(value);
    case 'objectId':
      return toObjectId(value);
    case 'bool':
      return isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true;
    case 'date':
      return toDate(value);
    case 'int':
      return toInteger(value, INT);
    case 'long':
      return toInteger(value, LONG);
    case 'decimal':
      return toDecimal(value);
    default:
      throw failure(value, type);
  }
}

function converter(name: string, type: string): OperatorCompiler {
  return (operand, compile) => {
    const [item] = operandList(name, operand, 1).map(compile) as [Evaluate];
    return (scope) => {
      const value = item(scope);
      return value === undefined || value === null ? null : convertTo(value, type);
    };
  };
}

function convert(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate {
  const parts = namedOperands('$convert', operand, ['input', 'to'], ['onError', 'onNull', 'format']);
  const input = compile(parts['input']);
  const to = compile(parts['to']);
  const onError = 'onError' in parts ? compile(parts['onError']) : undefined;
  const onNull = 'onNull' in parts ? compile(parts['onNull']) : () => null;
  return (scope) => {
    const value = input(scope);
    if (value === undefined || value === null) return onNull(scope);
    try {
      return convertTo(value, typeNamesOf(to(scope))[0] ?? '');
    } catch (error) {
      if (onError && error instanceof ServerError) return onError(scope);
      throw error;
    }
  };
}

/** Conversions and types. */
export const conversionOperators: Record<string, OperatorCompiler> = {
  $convert: convert,
  $toString: converter('$toString', 'string'),
  $toDouble: converter('$toDouble', 'double'),
  $toDecimal: converter('$toDecimal', 'decimal'),
  $toInt: converter('$toInt', 'int'),
  $toLong: converter('$toLong', 'long'),
  $toDate: converter('$toDate', 'date'),
  $toObjectId: converter('$toObjectId', 'objectId'),
  $toBool: converter('$toBool', 'bool'),
  $type: (operand, compile) => {
    const [item] = operandList('$type', operand, 1).map(compile) as [Evaluate];
    return (scope) => typeName(item(scope));
  },
  $isNumber: (operand, compile) => {
    const [item] = operandList('$isNumber', operand, 1).map(compile) as [Evaluate];
    return (scope) => isNumeric(item(scope));
  },
};
