import { type CombinedMetrics, type OrderMetrics } from '@orders/contracts';

const cents = (money: string): bigint => BigInt(money.replace('.', ''));

function money(amount: bigint): string {
  const digits = amount.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Rounded half up; 0.00 where there is no order. */
const average = (revenue: bigint, orders: bigint): bigint =>
  orders === 0n ? 0n : (2n * revenue + orders) / (2n * orders);

/** A file's figures and those of the supplements that brought its rejected rows, as one. */
export function combinedMetrics(original: OrderMetrics, supplements: OrderMetrics[]): CombinedMetrics {
  const all = [original, ...supplements];
  const sum = (of: (metrics: OrderMetrics) => number): number =>
    all.reduce((total, metrics) => total + of(metrics), 0);
  const revenue = all.reduce((total, metrics) => total + cents(metrics.revenue), 0n);
  const orders = sum((metrics) => metrics.orders);
  const brought = supplements.reduce((total, { rowsAccepted }) => total + rowsAccepted, 0);
  return {
    rowsAccepted: sum((metrics) => metrics.rowsAccepted),
    rowsOpen: Math.max(0, original.rowsRejected - brought),
    orders,
    itemsTotal: sum((metrics) => metrics.itemsTotal),
    revenue: money(revenue),
    averageOrderValue: money(average(revenue, BigInt(orders))),
  };
}
