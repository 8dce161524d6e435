import type { SheetChoice } from '@orders/contracts';
import { type OrderRow, OrderSink } from './engine/order-sink';
import { reading } from './engine/reading';
import { completeRequest, type ReaderOptions } from './read-options';
import type { RejectedRow } from './rules/row-judge';
import type { OrderSource } from './source/byte-source';

/** A bounded number of rows, in the order of the sheet within each list. */
export interface RowBatch {
  readonly sheet: SheetChoice;
  readonly rows: OrderRow[];
  readonly rejected: RejectedRow[];
  /** How much of the file has been read with it, 0 to 1. */
  readonly fraction: number;
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
  const request = completeRequest(options);
  const sink = new OrderSink(request);
  sink.accepted = [];
  for await (const { bytes, totalBytes } of reading(source, request, sink)) {
    const batch = takeBatch(sink, bytes / totalBytes);
    if (batch !== undefined) yield batch;
  }
}

function takeBatch(sink: OrderSink, fraction: number): RowBatch | undefined {
  const { sheet, rejected, accepted: rows = [] } = sink;
  if (sheet === undefined || rows.length + rejected.length === 0) return undefined;
  sink.accepted = [];
  sink.rejected = [];
  return { sheet, rows, rejected, fraction };
}
