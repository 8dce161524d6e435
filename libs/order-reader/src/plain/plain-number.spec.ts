import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal, roundToSheet, toUnits } from '../rules/decimal';
import { PlainNumber } from './plain-number';

const digits = (min: number, max: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom('0', '0', '0', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: min,
    maxLength: max,
  });
const literal = fc
  .tuple(
    digits(0, 20),
    fc.constantFrom('', '.', '.'),
    digits(0, 20),
    fc.constantFrom('', '', 'E2', '-', ',5'),
  )
  .map(([whole, point, fraction, rest]) => whole + point + (point === '' ? '' : fraction) + rest);

/** What the bytes of a text give: units of 1/10,000 and how many bytes were read, or undefined when in doubt. */
function read(text: string, point: '.' | ',' = '.'): { units: bigint; length: number } | undefined {
  const number = new PlainNumber(point);
  const end = number.read(Buffer.from(`${text}<`), 0);
  return end < 0
    ? undefined
    : { units: BigInt(number.whole) * 10_000n + BigInt(number.fraction), length: end };
}

describe('PlainNumber', () => {
  it('gives what the rules in words give, or nothing', () => {
    fc.assert(
      fc.property(literal, (text) => {
        const fast = read(text);
        if (fast === undefined) return;
        const value = parseDecimal(text.slice(0, fast.length));
        expect(value).toBeDefined();
        expect(toUnits(roundToSheet(value!), 4)).toBe(fast.units);
      }),
      { numRuns: 5000 },
    );
  });

  it('agrees for every double of money, as its shortest and its 17-digit text', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        (raw, decimals) => {
          const value = Number(raw.toFixed(decimals));
          for (const text of [String(value), value.toPrecision(17)]) {
            if (text.includes('e')) continue;
            expect(read(text)?.units).toBe(toUnits(roundToSheet(parseDecimal(text)!), 4));
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['0', 0n],
    ['12.5', 125_000n],
    ['5.', 50_000n],
    ['007.10', 71_000n],
    ['731.9399999999999', 7_319_400n],
    ['22.368000000000002', 223_680n],
    ['999999999', 9_999_999_990_000n],
    ['123456789012', 1_234_567_890_120_000n],
    ['0.30000000000000004', 3000n],
  ])('%s', (text, units) => {
    expect(read(text)).toEqual({ units, length: text.length });
  });

  it.each(['', '.', '-1', 'x', '1.23456', '9007199254740993', '1000000000000000'])(
    'leaves %j to the rules in words',
    (text) => {
      const fast = read(text);
      expect(fast === undefined || fast.length < text.length).toBe(true);
    },
  );

  it('reads a decimal comma where it is told to', () => {
    expect(read('12,50', ',')).toEqual({ units: 125_000n, length: 5 });
    expect(read('1.250', ',')?.length).toBe(1);
  });
});
