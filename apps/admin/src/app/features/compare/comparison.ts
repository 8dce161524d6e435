import { type ProductTotal } from '@orders/contracts';

/** A figure of two files or times side by side. Amounts of money are exact decimal strings, counts are numbers. */
export interface ComparedFigure<T> {
  before: T;
  after: T;
  difference: T;
  /** `difference` as a share of `before`; null where there was nothing before. */
  share: number | null;
}

export interface ComparedProduct extends ComparedFigure<string> {
  productName: string;
}

/** Hundredths of an amount such as "12.30". */
const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));

function amountOf(hundredths: bigint): string {
  const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function compareAmounts(before: string, after: string): ComparedFigure<string> {
  const difference = cents(after) - cents(before);
  const share = cents(before) === 0n ? null : Number(difference) / Number(cents(before));
  return { before, after, difference: amountOf(difference), share };
}

export function compareCounts(before: number, after: number): ComparedFigure<number> {
  return {
    before,
    after,
    difference: after - before,
    share: before === 0 ? null : (after - before) / before,
  };
}

/**
 * The products that rose or fell most by revenue, largest change first. Only best sellers are known of
 * either side; one that is missing among them counts as 0 there.
 */
export function compareProducts(
  before: readonly ProductTotal[],
  after: readonly ProductTotal[],
  count: number,
): ComparedProduct[] {
  const [old, now] = [revenues(before), revenues(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((productName) => ({
      productName,
      ...compareAmounts(old.get(productName) ?? '0.00', now.get(productName) ?? '0.00'),
    }))
    .toSorted((a, b) => (magnitude(b.difference) > magnitude(a.difference) ? 1 : -1))
    .slice(0, count);
}

const revenues = (products: readonly ProductTotal[]): Map<string, string> =>
  new Map(products.map(({ productName, revenue }) => [productName, revenue]));

function magnitude(amount: string): bigint {
  const value = cents(amount);
  return value < 0n ? -value : value;
}
