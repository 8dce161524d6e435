import type { Binary, Decimal128, Double, Long } from 'bson';

/**
 * A BSON document in memory, as `parseDocument` makes it: int32 and fractional doubles are numbers, a double
 * with an integral value is a `Double`, an int64 a `Long`; all else is what the `bson` package uses.
 */
export type Doc = Record<string, unknown>;

interface Tagged {
  readonly _bsontype: string;
}

/** Whether `value` is an embedded document, and not an array, a date or one of BSON's own types. */
export function isDoc(value: unknown): value is Doc {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof RegExp) &&
    !hasBsonTag(value)
  );
}

/** BSON's classes carry their tag on the prototype: a document's own field of that name is no tag. */
function hasBsonTag(value: object): boolean {
  return '_bsontype' in value && !Object.hasOwn(value, '_bsontype');
}

/** The name of BSON's own type (`ObjectId`, `Long` …), or undefined for a plain JavaScript value. */
export function bsonTag(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !hasBsonTag(value)) return undefined;
  return (value as Tagged)._bsontype;
}

export const isLong = (value: unknown): value is Long => bsonTag(value) === 'Long';
export const isDouble = (value: unknown): value is Double => bsonTag(value) === 'Double';
export const isDecimal = (value: unknown): value is Decimal128 => bsonTag(value) === 'Decimal128';
export const isBinary = (value: unknown): value is Binary => bsonTag(value) === 'Binary';

/** Whether `value` is of one of the four numeric types. */
export function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || isLong(value) || isDouble(value) || isDecimal(value);
}

/** A numeric value as a JavaScript number, exact or rounded to the nearest; NaN for all other types. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (isDouble(value)) return value.value;
  if (isLong(value)) return value.toNumber();
  if (isDecimal(value)) return Number(value.toString());
  return NaN;
}

/** What MongoDB takes for true: everything but false, null, missing and zero. */
export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return isNumeric(value) ? toNumber(value) !== 0 : true;
}

/** Sets a field even where its name is `__proto__`. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    doc[name] = value;
  }
}

/** Gives the value of a field of its own, undefined where there is none. */
export function getField(doc: Doc, name: string): unknown {
  return Object.hasOwn(doc, name) ? doc[name] : undefined;
}

/** A deep copy of documents and arrays; BSON's own values are immutable here and shared. */
export function cloneValue<T>(value: T): T;
export function cloneValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => cloneValue(item));
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const [name, item] of Object.entries(value)) setField(copy, name, cloneValue(item));
  return copy;
}
