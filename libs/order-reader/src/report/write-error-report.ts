import type { ReaderOptions } from '../read-options';
import { readOrders } from '../read-orders';
import type { OrderSource } from '../source/byte-source';
import { ErrorReport, type ReportFormat, type ReportTarget } from './error-report';

/**
 * Reads a file again and writes its rejected rows; gives how many were written. For a report in the same pass as the
 * figures, feed an `ErrorReport` instead.
 * @throws OrderFileError as `readOrders` does
 */
export async function writeErrorReport(
  source: OrderSource,
  target: ReportTarget,
  format: ReportFormat,
  options: ReaderOptions = {},
): Promise<number> {
  const report = new ErrorReport(target, format);
  for await (const { rejected, sheet } of readOrders(source, options)) await report.add(rejected, sheet);
  return report.finish();
}
