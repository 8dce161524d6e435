import type { ReadOptions } from '@orders/contracts';
import { reading } from './engine/reading';
import { OrderSink } from './engine/order-sink';
import type { TextTable } from './metrics/text-table';
import { completeRequest, type ReadRequest } from './read-options';
import type { OrderSource } from './source/byte-source';

/** A file that was counted before, and how it was read then. */
export interface EarlierFile {
  readonly source: OrderSource;
  readonly options: Partial<ReadOptions>;
}

/**
 * How many of the order numbers stand on accepted rows of the files as well: what brings rows of an order that
 * was counted before is no further order.
 * @throws OrderFileError when a file can't be read, the signal's reason when aborted
 */
export async function countRepeatedOrders(
  orderIds: TextTable,
  files: readonly EarlierFile[],
  { limits, signal }: ReadRequest,
): Promise<number> {
  const repeated = new Set<number>();
  for (const { source, options } of files) {
    if (orderIds.size === 0) break;
    const request = completeRequest({ ...options, limits, signal });
    const sink = new OrderSink(request);
    const steps = reading(source, request, sink);
    while (!(await steps.next()).done) sink.rejected = [];
    for (let id = 0; id < orderIds.size; id++) {
      if (sink.tally.orderIds.hasText(orderIds.text(id))) repeated.add(id);
    }
  }
  return repeated.size;
}
