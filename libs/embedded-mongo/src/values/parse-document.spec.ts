import { Decimal128, Double, Long, serialize } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from './parse-document';
import { serializeDocument } from './serialize-document';

describe('parsing', () => {
  it('loses no type', () => {
    const bytes = Buffer.from(
      serialize({
        int: 1,
        double: new Double(1),
        long: Long.fromNumber(1),
        decimal: Decimal128.fromString('1.00'),
        half: 0.5,
        minusZero: new Double(-0),
        large: 2 ** 60,
        text: 'ä',
        date: new Date(5),
        none: null,
        list: [1, [new Double(2)]],
        ref: { $ref: 'c', $id: 1 },
        pattern: /a/i,
      }),
    );
    expect(serializeDocument(parseDocument(bytes)).equals(bytes)).toBe(true);
  });

  it('reads only the fields that are wanted', () => {
    const bytes = Buffer.from(serialize({ a: 1, b: { c: 2 }, d: 3 }));
    expect(parseDocument(bytes, 0, new Set(['b']))).toEqual({ b: { c: 2 } });
  });

  it('refuses malformed bytes with an error of its own, and never reads beyond them', () => {
    const good = Buffer.from(serialize({ a: 'text', b: { c: [1, 2] }, d: Buffer.from('x') }));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bad = Buffer.from(good);
        bad[at] = byte;
        try {
          parseDocument(bad);
        } catch (error) {
          expect(error).toMatchObject({ code: 22 });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
