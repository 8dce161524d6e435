import { textOf } from './bson-type';
import { encodeKey, type Fold, KeyWriter } from './key-encoding';
import { keyTypeOf } from './key-type';

/** BSON's order of two values of any types: negative, zero or positive. Missing counts as null. */
export function compareValues(left: unknown, right: unknown, fold?: Fold): number {
  if (typeof left === 'number' && typeof right === 'number' && left === left && right === right) {
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  const types = keyTypeOf(left) - keyTypeOf(right);
  if (types !== 0) return types;
  if (typeof left === 'string' && left === right) return 0;
  if (fold)
    return Buffer.compare(new KeyWriter(fold).value(left).take(), new KeyWriter(fold).value(right).take());
  return Buffer.compare(encodeKey(left), encodeKey(right));
}

/** Whether two values are equal as MongoDB sees it: numbers by value, documents with their order of fields. */
export function valuesEqual(left: unknown, right: unknown, fold?: Fold): boolean {
  return left === right || compareValues(left, right, fold) === 0;
}

/** Whether two values are the same to the last bit of type: 1 and 1.0 differ. */
export function sameStored(left: unknown, right: unknown): boolean {
  return valuesEqual(left, right) && typeSignature(left) === typeSignature(right);
}

function typeSignature(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(typeSignature).join()}]`;
  if (typeof value !== 'object' || value === null) return value === undefined ? 'null' : typeof value;
  if ('_bsontype' in value) return `${String(value._bsontype)}:${textOf(value)}`;
  if (value instanceof Date) return 'date';
  return `{${Object.values(value).map(typeSignature).join()}}`;
}
