import type { Code } from 'bson';
import { bsonTag } from './document';

/** First bytes of keys, in BSON's order of types. */
export const KeyType = {
  minKey: 0x05,
  undefined: 0x0a,
  null: 0x10,
  number: 0x18,
  string: 0x20,
  object: 0x28,
  array: 0x30,
  binary: 0x38,
  objectId: 0x40,
  boolean: 0x48,
  date: 0x50,
  timestamp: 0x58,
  regex: 0x60,
  code: 0x68,
  codeWithScope: 0x6c,
  maxKey: 0x78,
} as const;

const tagTypes: Record<string, number> = {
  Long: KeyType.number,
  Int32: KeyType.number,
  Double: KeyType.number,
  Decimal128: KeyType.number,
  BSONSymbol: KeyType.string,
  Binary: KeyType.binary,
  ObjectId: KeyType.objectId,
  Timestamp: KeyType.timestamp,
  BSONRegExp: KeyType.regex,
  MinKey: KeyType.minKey,
  MaxKey: KeyType.maxKey,
};

/** The first byte of the key of `value`: values of the same first byte compare by value, others by it. */
export function keyTypeOf(value: unknown): number {
  if (value === undefined || value === null) return KeyType.null;
  if (typeof value === 'number') return KeyType.number;
  if (typeof value === 'string') return KeyType.string;
  if (typeof value === 'boolean') return KeyType.boolean;
  if (Array.isArray(value)) return KeyType.array;
  if (value instanceof Date) return KeyType.date;
  const tag = bsonTag(value);
  if (tag === 'Code') return (value as Code).scope ? KeyType.codeWithScope : KeyType.code;
  return (tag === undefined ? undefined : tagTypes[tag]) ?? KeyType.object;
}
