import { encodeKey } from '../values/key-encoding';

/** A place between keys: before all keys that start with `prefix`, or after them. */
export interface Bound {
  prefix: Buffer;
  after: boolean;
}

/** The keys of one field from `low` to `high`. */
export interface Interval {
  low: Bound;
  high: Bound;
  /** Both bounds are around one value. */
  point: boolean;
}

const LOWEST: Bound = { prefix: Buffer.from([0x01]), after: false };
const HIGHEST: Bound = { prefix: Buffer.from([0xfe]), after: true };

/** All values. */
export const everything: Interval = { low: LOWEST, high: HIGHEST, point: false };

/** The least key that is greater than all keys with this prefix; empty for none. */
export function afterPrefix(prefix: Buffer): Buffer {
  const key = Buffer.from(prefix);
  for (let at = key.length - 1; at >= 0; at--) {
    if (key[at] !== 0xff) {
      key[at] = (key[at] ?? 0) + 1;
      return key.subarray(0, at + 1);
    }
  }
  return Buffer.from([0xff]);
}

function position(bound: Bound): Buffer {
  return bound.after ? afterPrefix(bound.prefix) : bound.prefix;
}

function compareBounds(left: Bound, right: Bound): number {
  return Buffer.compare(position(left), position(right));
}

/** Exactly the keys with this prefix. */
export function pointAt(prefix: Buffer): Interval {
  return { low: { prefix, after: false }, high: { prefix, after: true }, point: true };
}

/** Exactly one value. */
export const pointOf = (value: unknown): Interval => pointAt(encodeKey(value));

/** The interval's place in an index's key space, whose descending fields are inverted. */
export function materialize(interval: Interval, descending: boolean): { from: Buffer; to: Buffer } {
  if (!descending) return { from: position(interval.low), to: position(interval.high) };
  return { from: position(invert(interval.high)), to: position(invert(interval.low)) };
}

function invert(bound: Bound): Bound {
  return { prefix: Buffer.from(bound.prefix.map((byte) => ~byte & 0xff)), after: !bound.after };
}

/** In order and without overlaps. */
export function union(intervals: Interval[]): Interval[] {
  const sorted = [...intervals].sort((left, right) => compareBounds(left.low, right.low));
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result.at(-1);
    if (!last || compareBounds(last.high, interval.low) < 0) result.push(interval);
    else if (compareBounds(last.high, interval.high) < 0) {
      result[result.length - 1] = { low: last.low, high: interval.high, point: false };
    }
  }
  return result;
}

/** What lies in both lists of ordered intervals. */
export function intersect(left: Interval[], right: Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const a of left) {
    for (const b of right) {
      const low = compareBounds(a.low, b.low) >= 0 ? a.low : b.low;
      const high = compareBounds(a.high, b.high) <= 0 ? a.high : b.high;
      if (compareBounds(low, high) < 0) result.push({ low, high, point: a.point || b.point });
    }
  }
  return result;
}

/** Whether every interval of `inner` lies within one of `outer`. */
export function isWithin(inner: Interval[], outer: Interval[]): boolean {
  return inner.every((a) =>
    outer.some((b) => compareBounds(b.low, a.low) <= 0 && compareBounds(a.high, b.high) <= 0),
  );
}
