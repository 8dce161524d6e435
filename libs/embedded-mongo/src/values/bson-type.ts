import { type Code } from 'bson';
import { badValue } from '../server-error';
import { bsonTag, toNumber } from './document';

const INT32_LIMIT = 2 ** 31;

const typeNumbers: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const namesByNumber = new Map(Object.entries(typeNumbers).map(([name, number]) => [number, name]));

const tagNames: Record<string, string> = {
  Long: 'long',
  Int32: 'int',
  Double: 'double',
  Decimal128: 'decimal',
  BSONSymbol: 'symbol',
  Binary: 'binData',
  ObjectId: 'objectId',
  Timestamp: 'timestamp',
  BSONRegExp: 'regex',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
};

/** The server's name of a value's BSON type, as `$type` gives it; 'missing' for undefined. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  const tag = bsonTag(value);
  if (tag === 'Code') return (value as Code).scope ? 'javascriptWithScope' : 'javascript';
  return (tag === undefined ? undefined : tagNames[tag]) ?? 'object';
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && !Object.is(value, -0) && value >= -INT32_LIMIT && value < INT32_LIMIT;
}

/** The names that an operand of `$type` stands for. @throws ServerError BadValue for an unknown one */
export function typeNamesOf(operand: unknown): string[] {
  if (typeof operand === 'string') {
    if (operand === 'number') return ['int', 'long', 'double', 'decimal'];
    if (operand in typeNumbers) return [operand];
    throw badValue(`Unknown type name alias: ${operand}`);
  }
  const name = namesByNumber.get(toNumber(operand));
  if (name === undefined) throw badValue(`Invalid numerical type code: ${String(operand)}`);
  return [name];
}

/** One of BSON's own values (ObjectId, Long, Decimal128 …) as text. */
export function textOf(value: object): string {
  return (value as { toString(): string }).toString();
}
