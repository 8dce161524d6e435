import type { SheetChoice } from '@orders/contracts';
import type { OrderRow, OrderSink } from './engine/order-sink';
import { reading } from './engine/reading';
import type { ReaderOptions } from './read-options';
import type { RejectedRow } from './rules/row-judge';
import type { OrderSource } from './source/byte-source';

/** A bounded number of rows, in the order of the sheet within each list. */
export interface RowBatch {
  readonly sheet: SheetChoice;
  readonly rows: OrderRow[];
  readonly rejected: RejectedRow[];
}

/**
 * Reads an order file row by row; nothing is read ahead of the consumer but a few hundred kilobytes.
 *
 * ```ts
 * for await (const { rows, rejected } of readOrders('orders.csv', { decimalSeparator: ',' })) save(rows, rejected);
 * ```
 * Ending the loop early closes the file.
 * @throws OrderFileError when the file as a whole is of no use; a file without a valid row just gives none
 * @throws the signal's reason when aborted
 */
export async function* readOrders(
  source: OrderSource,
  options: ReaderOptions = {},
): AsyncGenerator<RowBatch, void> {
  const batches = reading(source, options, { wantsRows: true, take: takeBatch });
  for (;;) {
    const { done, value } = await batches.next();
    const batch = done === true ? takeBatch(value) : value;
    if (batch !== undefined) yield batch;
    if (done === true) return;
  }
}

function takeBatch(sink: OrderSink): RowBatch | undefined {
  const { sheet, rejected, accepted: rows = [] } = sink;
  if (sheet === undefined || rows.length + rejected.length === 0) return undefined;
  sink.accepted = [];
  sink.rejected = [];
  return { sheet, rows, rejected };
}
