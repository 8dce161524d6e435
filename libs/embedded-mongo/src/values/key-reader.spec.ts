import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyWriter } from './key-encoding';
import { KeyReader, UNTOLD } from './key-reader';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\0', 'é', '\u{1f600}', '\u00ff'), maxLength: 60 });
const told = fc.oneof(
  text,
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
  fc.double({ noDefaultInfinity: false }).map((value) => value + 0),
  fc.constant(null),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
);
const untold = fc.constantFrom<unknown>(
  { a: 'x\0y', b: [1, { c: null }], d: new Decimal128('1.1') },
  ['a', 2, [true]],
  new Binary(Buffer.from('\0\0abc')),
  new Timestamp(7n),
  new BSONRegExp('a', 'i'),
  new Code('f()'),
  new Code('f()', { x: new Date(5) }),
  new MinKey(),
  new MaxKey(),
  Long.fromString('9007199254740993'),
  Decimal128.fromString('0.1'),
);

const field = fc.record({
  value: fc.oneof({ weight: 3, arbitrary: told }, untold),
  descending: fc.boolean(),
  skipped: fc.boolean(),
});

describe('a key reader', () => {
  it('gives back what was written, whatever lies before it', () => {
    const reader = new KeyReader();
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), (fields) => {
        const writer = new KeyWriter();
        for (const { value, descending } of fields) writer.value(value, descending);
        reader.open(writer.take());
        for (const { value, descending, skipped } of fields) {
          if (skipped) reader.skip(descending);
          else expect(reader.read(descending)).toEqual(isTold(value) ? value : UNTOLD);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads numbers of all types that a double holds', () => {
    const read = (value: unknown): unknown => {
      const reader = new KeyReader();
      reader.open(new KeyWriter().value(value).take());
      return reader.read(false);
    };
    expect(read(new Double(3))).toBe(3);
    expect(read(Long.fromNumber(-7))).toBe(-7);
    expect(read(Decimal128.fromString('2.50'))).toBe(2.5);
    expect(read(-0)).toBe(0);
    expect(read(undefined)).toBe(null);
  });

  it('refuses a key that is cut off', () => {
    const reader = new KeyReader();
    const key = new KeyWriter().value('a text that is rather long, longer than is looked at by byte').take();
    reader.open(key.subarray(0, key.length - 4));
    expect(() => reader.skip(false)).toThrow(RangeError);
  });
});

function isTold(value: unknown): boolean {
  return (
    value === null ||
    value instanceof Date ||
    value instanceof ObjectId ||
    ['string', 'number', 'boolean'].includes(typeof value)
  );
}
