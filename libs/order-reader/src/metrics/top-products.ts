import type { ProductTotal } from '@orders/contracts';
import { moneyText } from './money';
import type { ProductTotals } from './product-totals';
import type { TextTable } from './text-table';

/** Relative difference of two rough sums below which only the exact ones decide. */
const DOUBTFUL = 1e-12;

/** The two rankings of products; of equal ones the name that sorts first by code units. */
export function topProducts(
  names: TextTable,
  totals: ProductTotals,
  top: number,
): { topByRevenue: ProductTotal[]; topByQuantity: ProductTotal[] } {
  const byName = (a: number, b: number): number => (names.text(a) < names.text(b) ? -1 : 1);
  const byRevenue = (a: number, b: number): number => {
    const roughA = totals.roughRevenue(a);
    const roughB = totals.roughRevenue(b);
    if (Math.abs(roughB - roughA) > DOUBTFUL * (roughA + roughB)) return roughB - roughA;
    const exact = totals.revenue(b) - totals.revenue(a);
    return exact === 0n ? byName(a, b) : exact > 0n ? 1 : -1;
  };
  const byQuantity = (a: number, b: number): number =>
    totals.quantity(b) - totals.quantity(a) || byName(a, b);
  const told = (product: number): ProductTotal => ({
    productName: names.text(product),
    quantity: totals.quantity(product),
    revenue: moneyText(totals.revenue(product)),
  });
  return {
    topByRevenue: leaders(names.size, top, (id) => totals.roughRevenue(id), byRevenue).map(told),
    topByQuantity: leaders(names.size, top, (id) => totals.quantity(id), byQuantity).map(told),
  };
}

/**
 * The first `top` of the numbers below `count`, in order, without sorting all of them. What `rough` says to be far
 * smaller than the last of them is not compared: nearly all.
 */
function leaders(
  count: number,
  top: number,
  rough: (id: number) => number,
  compare: (a: number, b: number) => number,
): number[] {
  const best: number[] = [];
  let least = -Infinity;
  for (let id = 0; id < count; id++) {
    if (rough(id) < least) continue;
    const at = best.findIndex((other) => compare(id, other) < 0);
    best.splice(at < 0 ? best.length : at, 0, id);
    if (best.length > top) best.pop();
    const last = best.at(-1);
    if (best.length === top && last !== undefined) least = rough(last) * (1 - 4 * DOUBTFUL);
  }
  return best;
}
