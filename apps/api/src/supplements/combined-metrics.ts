import { type CombinedMetrics, type OrderMetrics, sumOf } from '@orders/contracts';
import { averageOf } from '@orders/persistence';

/** A file's figures and those of the supplements that brought its rejected rows, as one. */
export function combinedMetrics(original: OrderMetrics, supplements: OrderMetrics[]): CombinedMetrics {
  const all = [original, ...supplements];
  const sum = (of: (metrics: OrderMetrics) => number): number =>
    all.reduce((total, metrics) => total + of(metrics), 0);
  const revenue = sumOf(all.map((metrics) => metrics.revenue));
  const orders = sum((metrics) => metrics.orders);
  const brought = supplements.reduce((total, { rowsAccepted }) => total + rowsAccepted, 0);
  return {
    rowsAccepted: sum((metrics) => metrics.rowsAccepted),
    rowsOpen: Math.max(0, original.rowsRejected - brought),
    orders,
    itemsTotal: sum((metrics) => metrics.itemsTotal),
    revenue,
    averageOrderValue: averageOf(revenue, orders),
  };
}
