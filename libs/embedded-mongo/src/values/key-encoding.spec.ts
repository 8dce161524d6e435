import { Binary, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from './compare';
import { encodeKey, KeyWriter } from './key-encoding';

const order = (left: unknown, right: unknown): number =>
  Math.sign(Buffer.compare(encodeKey(left), encodeKey(right)));

describe('keys', () => {
  it('follow the order of types', () => {
    const ordered = [
      new MinKey(),
      null,
      5,
      'a',
      { a: 1 },
      [1],
      new Binary(Buffer.from('a')),
      new ObjectId(),
      false,
      true,
      new Date(0),
      new Timestamp(1n),
      new MaxKey(),
    ];
    for (let at = 1; at < ordered.length; at++) expect(order(ordered[at - 1], ordered[at])).toBe(-1);
  });

  it('compare all numeric types by exact value', () => {
    expect(order(1, new Double(1))).toBe(0);
    expect(order(1, Long.fromNumber(1))).toBe(0);
    expect(order(1, Decimal128.fromString('1.00'))).toBe(0);
    expect(order(Long.fromString('9007199254740993'), 9007199254740992)).toBe(1);
    expect(order(Long.fromString('9007199254740993'), Long.fromString('9007199254740994'))).toBe(-1);
    expect(order(Decimal128.fromString('0.1'), 0.1)).toBe(-1);
    expect(order(Decimal128.fromString('1E-6000'), 0)).toBe(1);
    expect(order(Decimal128.fromString('-1E-6000'), 0)).toBe(-1);
    expect(order(NaN, -Infinity)).toBe(-1);
    expect(order(-0, 0)).toBe(0);
  });

  it('keep the order of doubles', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        expect(order(a, b)).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('keep the order of longs', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        (a, b) => {
          expect(order(Long.fromBigInt(a), Long.fromBigInt(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
        },
      ),
    );
  });

  it('keep the order of decimals', () => {
    const decimal = fc.tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.integer({ min: -8, max: 8 }));
    fc.assert(
      fc.property(decimal, decimal, ([a, x], [b, y]) => {
        const left = a * 10n ** BigInt(x + 8);
        const right = b * 10n ** BigInt(y + 8);
        const keys = order(Decimal128.fromString(`${a}E${x}`), Decimal128.fromString(`${b}E${y}`));
        expect(keys).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  it('keep the order of strings, zeros included', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\0', 'é') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(order(a, b)).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  it('turn around when descending, also joined', () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(value, value, value, value, (a, b, c, d) => {
        const key = (first: unknown, second: unknown): Buffer =>
          new KeyWriter().value(first, true).value(second).take();
        const expected = compareValues(b, a) || compareValues(c, d);
        expect(Math.sign(Buffer.compare(key(a, c), key(b, d)))).toBe(Math.sign(expected));
      }),
    );
  });
});
