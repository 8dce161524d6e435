import type { RowError } from '@orders/contracts';
import type { OrderSummary } from '../index';

/** The figures of a file as a person reads them in a terminal. */
export function summaryText(
  { metrics, sheet }: OrderSummary,
  errors: readonly RowError[],
  seconds: number,
): string {
  const count = (value: number): string => value.toLocaleString('en');
  const where = sheet.sheet === null ? sheet.format : `${sheet.format}, sheet “${sheet.sheet}”`;
  const lines: [string, string][] = [
    ['Read', `${where}, header in row ${sheet.headerRow}`],
    [
      'Columns',
      sheet.columns.map(({ field, column, header }) => `${field} = ${column} (${header})`).join(', '),
    ],
    ['Rows', `${count(metrics.rowsAccepted)} accepted, ${count(metrics.rowsRejected)} rejected`],
    ['Orders', count(metrics.orders)],
    ['Items', count(metrics.itemsTotal)],
    ['Revenue', money(metrics.revenue)],
    ['AOV', money(metrics.averageOrderValue)],
    ['Products', count(metrics.distinctProducts)],
    ['Speed', `${seconds.toFixed(3)} s, ${count(Math.round(metrics.rowsTotal / seconds))} rows/s`],
  ];
  const top = metrics.topByRevenue.map(
    ({ productName, quantity, revenue }) =>
      `  ${money(revenue).padStart(16)}  ${count(quantity).padStart(9)}  ${productName}`,
  );
  const told = errors.length === 0 ? [] : ['Row errors', ...errors.map((error) => `  ${errorLine(error)}`)];
  return [
    ...lines.map(([name, value]) => `${name.padEnd(10)}${value}`),
    'Top products by revenue',
    ...top,
    ...told,
  ].join('\n');
}

/** A row error in one line. */
export function errorLine({ row, column, code, value, message }: RowError): string {
  return `${column}${row}  ${code}  ${JSON.stringify(value)}  ${message}`;
}

function money(value: string): string {
  const [whole = '', cents = ''] = value.split('.');
  return `${BigInt(whole).toLocaleString('en')}.${cents}`;
}
