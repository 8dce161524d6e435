import { type BSONRegExp, type Code } from 'bson';
import { badValue, ErrorCode, ServerError } from '../server-error';
import { typeName, typeNamesOf } from '../values/bson-type';
import { compareValues, valuesEqual } from '../values/compare';
import { longToBigInt, toExact } from '../values/decimal';
import { bsonTag, type Doc, isBinary, isDoc, isLong, isNumeric, toNumber } from '../values/document';
import { type Fold, identityOf } from '../values/key-encoding';
import { KeyType, keyTypeOf } from '../values/key-type';
import { compileRegExp, isRegExp } from './regular-expression';

/** Tests one value that a path reached; `undefined` for missing. Arrays come whole. */
export type ValueTest = (value: unknown) => boolean;

const withoutElements = new WeakMap<ValueTest, ValueTest>();

/** Passes an array if it passes itself or one of its elements does. */
export function orElement(test: ValueTest): ValueTest {
  const either: ValueTest = (value) => test(value) || (Array.isArray(value) && value.some(test));
  withoutElements.set(either, test);
  return either;
}

/** The test without its look at elements, as `$elemMatch` needs it for the elements themselves. */
export function onlyItself(test: ValueTest): ValueTest {
  return withoutElements.get(test) ?? test;
}

/** Equality with a literal, a regular expression being matched. */
export function equalTo(operand: unknown, fold: Fold): ValueTest {
  if (isRegExp(operand)) return matchesRegExp(operand);
  if (operand === null || operand === undefined)
    return orElement((value) => value === null || value === undefined);
  if (typeof operand === 'string' && !fold) {
    return orElement(
      (value) => value === operand || (bsonTag(value) === 'BSONSymbol' && String(value) === operand),
    );
  }
  return orElement((value) => value !== undefined && valuesEqual(value, operand, fold));
}

function matchesRegExp(operand: BSONRegExp): ValueTest {
  const expression = compileRegExp(operand.pattern, operand.options);
  return orElement(
    (value) =>
      (typeof value === 'string' && expression.test(value)) ||
      (isRegExp(value) && valuesEqual(value, operand)),
  );
}

/** `$regex` with its `$options`. */
export function regexOperator(pattern: unknown, options: unknown): ValueTest {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (isRegExp(pattern)) {
    const merged = options ?? pattern.options;
    const expression = compileRegExp(pattern.pattern, merged);
    return orElement((value) => typeof value === 'string' && expression.test(value));
  }
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string');
  const expression = compileRegExp(pattern, options ?? '');
  return orElement((value) => typeof value === 'string' && expression.test(value));
}

/** `$gt`, `$gte`, `$lt`, `$lte`: only values of the operand's kind compare, unless it is MinKey or MaxKey. */
function comparison(operand: unknown, accept: (order: number) => boolean, fold: Fold): ValueTest {
  if (isRegExp(operand)) throw badValue("Can't have RegEx as arg to predicate over field");
  const type = keyTypeOf(operand);
  const anyType = type === KeyType.minKey || type === KeyType.maxKey;
  const isNaNOperand = type === KeyType.number && Number.isNaN(toNumber(operand));
  const test: ValueTest = (value) => {
    if (value === undefined && type !== KeyType.null) return false;
    if (!anyType && keyTypeOf(value) !== type) return false;
    const isNaNValue = type === KeyType.number && Number.isNaN(toNumber(value));
    if (isNaNOperand || isNaNValue) return isNaNOperand && isNaNValue && accept(0);
    return accept(compareValues(value, operand, fold));
  };
  return orElement(test);
}

/** `$in`; its list may hold regular expressions. */
export function oneOf(operand: unknown, fold: Fold): ValueTest {
  if (!Array.isArray(operand)) throw badValue('$in needs an array');
  const list = operand as unknown[];
  for (const item of list) {
    if (isDoc(item) && Object.keys(item)[0]?.startsWith('$') && !('$ref' in item) && !('$id' in item)) {
      throw badValue(`cannot nest $ under $in`);
    }
  }
  const patterns = list.filter(isRegExp).map(matchesRegExp);
  const values = new Set(
    list.filter((item) => !isRegExp(item)).map((item) => identityOf(item ?? null, fold)),
  );
  return orElement((value) => {
    if (values.has(identityOf(value ?? null, fold))) return true;
    return patterns.some((test) => test(value));
  });
}

/** `$type` with one or several types. */
function ofType(operand: unknown): ValueTest {
  const operands = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  if (operands.length === 0) throw new ServerError(ErrorCode.FailedToParse, ' must match at least one type');
  const names = new Set(operands.flatMap(typeNamesOf));
  return orElement((value) => names.has(typeName(value)));
}

/** `$size`. */
function ofSize(operand: unknown): ValueTest {
  const size = toNumber(operand);
  if (!isNumeric(operand))
    throw badValue(`Failed to parse $size. Expected a number in: $size: ${describe(operand)}`);
  if (!Number.isInteger(size)) throw badValue(`Failed to parse $size. Expected an integer: $size: ${size}`);
  if (size < 0) throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return (value) => Array.isArray(value) && value.length === size;
}

/** `$mod: [divisor, remainder]`, both cut to integers. */
function modulo(operand: unknown): ValueTest {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array');
  const list = operand as unknown[];
  if (list.length < 2) throw badValue('malformed mod, not enough elements');
  if (list.length > 2) throw badValue('malformed mod, too many elements');
  if (!isNumeric(list[0])) throw badValue('malformed mod, divisor not a number');
  if (!isNumeric(list[1])) throw badValue('malformed mod, remainder not a number');
  const divisor = Math.trunc(toNumber(list[0]));
  const remainder = Math.trunc(toNumber(list[1]));
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return orElement((value) => isNumeric(value) && Math.trunc(toNumber(value)) % divisor === remainder);
}

type BitRule = (bits: bigint, mask: bigint) => boolean;

/** `$bitsAllSet` and its kin: the operand is a mask, a binary or a list of positions. */
function bits(operand: unknown, rule: BitRule): ValueTest {
  const mask = maskOf(operand);
  return orElement((value) => {
    const number = bitsOf(value);
    return number !== undefined && rule(number, mask);
  });
}

function maskOf(operand: unknown): bigint {
  if (Array.isArray(operand)) {
    let mask = 0n;
    for (const position of operand as unknown[]) {
      const bit = toNumber(position);
      if (!Number.isInteger(bit) || bit < 0) throw badValue('bit positions must be an integer >= 0');
      mask |= 1n << BigInt(bit);
    }
    return mask;
  }
  const mask = bitsOf(operand);
  if (mask === undefined || (isNumeric(operand) && mask < 0n)) {
    throw badValue('bit operand takes a non-negative mask, a BinData or an array of positions');
  }
  return mask;
}

function bitsOf(value: unknown): bigint | undefined {
  if (isLong(value)) return longToBigInt(value);
  if (isNumeric(value)) {
    const number = toNumber(value);
    return Number.isInteger(number) && Math.abs(number) < 2 ** 63 ? toExact(number)?.digits : undefined;
  }
  if (isBinary(value)) {
    return value.buffer
      .subarray(0, value.position)
      .reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }
  return undefined;
}

/** The test of an operator that looks at values one by one. @throws ServerError BadValue for an unknown one */
export function valueTest(name: string, value: unknown, fold: Fold): ValueTest {
  switch (name) {
    case '$eq':
      return equalTo(value, fold);
    case '$gt':
      return comparison(value, (order) => order > 0, fold);
    case '$gte':
      return comparison(value, (order) => order >= 0, fold);
    case '$lt':
      return comparison(value, (order) => order < 0, fold);
    case '$lte':
      return comparison(value, (order) => order <= 0, fold);
    case '$in':
      return oneOf(value, fold);
    case '$type':
      return ofType(value);
    case '$size':
      return ofSize(value);
    case '$mod':
      return modulo(value);
    case '$bitsAllSet':
      return bits(value, (number, mask) => (number & mask) === mask);
    case '$bitsAllClear':
      return bits(value, (number, mask) => (number & mask) === 0n);
    case '$bitsAnySet':
      return bits(value, (number, mask) => (number & mask) !== 0n);
    case '$bitsAnyClear':
      return bits(value, (number, mask) => (number & mask) !== mask);
    case '$comment':
      return () => true;
    default:
      throw badValue(`unknown operator: ${name}`);
  }
}

/** A value in a message, shortly. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (bsonTag(value) === 'Code') return (value as Code).code;
  return isDoc(value) || Array.isArray(value) ? JSON.stringify(value as Doc) : String(value);
}
