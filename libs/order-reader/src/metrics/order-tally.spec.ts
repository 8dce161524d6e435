import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_READ_LIMITS } from '../read-limits';
import { moneyText } from './money';
import { OrderTally } from './order-tally';
import { TextArena } from './text-arena';

interface Line {
  readonly name: string;
  readonly quantity: number;
  readonly price: bigint;
  readonly order: string | undefined;
}

const line: fc.Arbitrary<Line> = fc.record({
  name: fc
    .oneof(fc.constantFrom('a', 'b', 'Ä', 'a\u0000', 'ab'), fc.string({ minLength: 1, maxLength: 70 }))
    .map((s) => s.toWellFormed()),
  quantity: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000_000_000 })),
  price: fc.oneof(fc.bigInt({ min: 0n, max: 100_000n }), fc.bigInt({ min: 0n, max: 10n ** 19n })),
  order: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
});

function tallyOf(lines: readonly Line[]): OrderTally {
  const tally = new OrderTally(DEFAULT_READ_LIMITS, new TextArena(1 << 24));
  lines.forEach(({ name, quantity, price, order }, i) => {
    tally.addRow(i + 2, { productName: name, quantity, price, orderId: order });
  });
  return tally;
}

/** A sum by big integers alone. */
const cents = ({ quantity, price }: Line): bigint => (BigInt(quantity) * price + 50n) / 100n;
const inCents = (money: string): bigint => BigInt(money.replace('.', ''));
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

describe('OrderTally', () => {
  it('is exact for any lines, and the same in any order', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), (lines) => {
        const metrics = tallyOf(lines).metrics(100);
        const revenue = sum(lines.map(cents));
        const orders =
          new Set(lines.flatMap(({ order }) => order ?? [])).size +
          lines.filter((l) => l.order === undefined).length;
        expect(metrics.revenue).toBe(moneyText(revenue));
        expect(metrics.orders).toBe(orders);
        expect(metrics.averageOrderValue).toBe(
          moneyText((2n * revenue + BigInt(orders)) / (2n * BigInt(orders))),
        );
        expect(metrics.itemsTotal).toBe(lines.reduce((total, { quantity }) => total + quantity, 0));
        const names = new Set(lines.map(({ name }) => name));
        expect(metrics.distinctProducts).toBe(names.size);
        for (const { productName, revenue: told } of metrics.topByRevenue) {
          expect(told).toBe(moneyText(sum(lines.filter(({ name }) => name === productName).map(cents))));
        }
        expect(metrics.topByRevenue).toHaveLength(Math.min(100, names.size));
        const values = lines.map(cents).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(metrics.smallestLine?.revenue).toBe(moneyText(values[0]!));
        expect(metrics.largestLine?.revenue).toBe(moneyText(values.at(-1)!));
        const ranges = metrics.lineValueDistribution ?? [];
        for (const [i, { from, to, lines: told }] of ranges.entries()) {
          const [low, high] = [inCents(from), inCents(to!)];
          expect(told).toBe(values.filter((value) => value >= low && value < high).length);
          expect(from).toBe(ranges[i - 1]?.to ?? from);
        }
        expect(ranges.reduce((total, { lines: told }) => total + told, 0)).toBe(lines.length);
        expect(Math.min(ranges[0]!.lines, ranges.at(-1)!.lines)).toBeGreaterThan(0);
        const turned = tallyOf([...lines].reverse()).metrics(100);
        expect({ ...turned, largestLine: null, smallestLine: null }).toEqual({
          ...metrics,
          largestLine: null,
          smallestLine: null,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a million of the largest lines exact', () => {
    const tally = new OrderTally(DEFAULT_READ_LIMITS, new TextArena(1 << 24));
    const product = tally.products.internText('x');
    for (let row = 1; row <= 1_000_000; row++) tally.addLine(row, product, 999, 123_456_789, -1);
    const revenue = 1_000_000n * ((999n * 123_456_789n + 50n) / 100n);
    expect(tally.metrics(1).revenue).toBe(moneyText(revenue));
    expect(tally.metrics(1).topByRevenue[0]?.revenue).toBe(moneyText(revenue));
  });

  it('ranks products by exact sums, and equal ones by name', () => {
    const lines = ['b', 'c', 'a', 'c'].map((name) => ({
      name,
      quantity: 1,
      price: 10n ** 19n,
      order: undefined,
    }));
    const metrics = tallyOf([
      ...lines,
      { name: 'd', quantity: 1, price: 10n ** 19n + 100n, order: undefined },
    ]).metrics(3);
    expect(metrics.topByRevenue.map(({ productName }) => productName)).toEqual(['c', 'd', 'a']);
    expect(metrics.topByQuantity.map(({ productName }) => productName)).toEqual(['c', 'a', 'b']);
  });

  it('starts ranges of line values at 0, 0.01, 0.02, 0.05 and so on', () => {
    const cents = [0n, 1n, 2n, 4n, 5n, 99n, 100n, 199n, 200n, 2n ** 31n - 1n, 2n ** 31n, 10n ** 24n];
    for (const value of cents) {
      const price = value * 100n;
      const [range, ...more] = tallyOf([{ name: 'x', quantity: 1, price, order: undefined }]).metrics(
        1,
      ).lineValueDistribution!;
      expect(more).toEqual([]);
      expect(range!.lines).toBe(1);
      expect(range!.from).toMatch(/^(0\.00|0\.0[125]|0\.[125]0|[125]0*\.00)$/);
      expect(inCents(range!.from) <= value && value < inCents(range!.to!)).toBe(true);
    }
    expect(tallyOf([]).metrics(1).lineValueDistribution).toEqual([]);
  });

  it('rounds each line half up', () => {
    const lines = [{ name: 'x', quantity: 1, price: 50n, order: undefined }];
    expect(tallyOf(lines).metrics(1).revenue).toBe('0.01');
    expect(tallyOf([{ ...lines[0]!, price: 49n }]).metrics(1).revenue).toBe('0.00');
  });
});
