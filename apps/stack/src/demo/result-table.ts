import { type OrderMetrics } from '@orders/contracts';
import { type SampleTruth } from '@orders/sample-orders';

const count = new Intl.NumberFormat('en-US');

const amount = (money: string): string => {
  const [whole = '0', cents = '00'] = money.split('.');
  return `${count.format(BigInt(whole))}.${cents}`;
};

/** The figures beside those that the workbook was made with. */
export function resultTable(metrics: OrderMetrics, truth: SampleTruth): { text: string; exact: boolean } {
  const rows: [string, string, string][] = [
    ['Rows accepted', count.format(metrics.rowsAccepted), count.format(truth.rowsAccepted)],
    ['Rows rejected', count.format(metrics.rowsRejected), count.format(truth.rowsRejected)],
    ['Orders', count.format(metrics.orders), count.format(truth.orders)],
    ['Items', count.format(metrics.itemsTotal), count.format(truth.itemsTotal)],
    ['Revenue', amount(metrics.revenue), amount(truth.revenue)],
    ['AOV', amount(metrics.averageOrderValue), amount(truth.averageOrderValue)],
  ];
  const lines = rows.map(
    ([label, found, expected]) =>
      `  ${label.padEnd(15)}${found.padStart(18)}  ${found === expected ? '✓' : `✗ expected ${expected}`}`,
  );
  const best = metrics.topByRevenue
    .slice(0, 5)
    .map((product) => `    ${product.productName.padEnd(34)}${amount(product.revenue).padStart(15)}`);
  return {
    text: [...lines, '', '  Best sellers by revenue', ...best].join('\n'),
    exact: rows.every(([, found, expected]) => found === expected),
  };
}
