import type { OrderFileFormat, OrderMetrics, RowError, SheetChoice } from '@orders/contracts';
import { reading } from './engine/reading';
import { OrderSink } from './engine/order-sink';
import type { ReadStep } from './engine/read-steps';
import { countRepeatedOrders, type EarlierFile } from './earlier-orders';
import { OrderFileError } from './order-file-error';
import { completeRequest, type ReaderOptions } from './read-options';
import type { RejectedRow } from './rules/row-judge';
import type { OrderSource } from './source/byte-source';

/** How far a reading is. `fraction` goes from 0 to 1; no figure ever goes back. */
export interface ReadProgress {
  /** Rows so far that were not blank. */
  readonly rows: number;
  /** Bytes of the file read so far, compressed ones in an archive, out of `totalBytes`. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly fraction: number;
}

/** What can be asked of a summary besides how to read; callbacks that give a promise hold the reading up. */
export interface SummaryOptions extends ReaderOptions {
  /** Products in either ranking; 10 by default. */
  readonly topProducts?: number | undefined;
  /**
   * Files that this one adds to: an order that has accepted rows in one of them is not counted again. They are
   * read once more for it, where this file has order numbers.
   */
  readonly earlier?: readonly EarlierFile[] | undefined;
  /** Told at most every 100 ms, and once at the end. */
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
  /** All row errors, in batches, in the order of the sheet. */
  readonly onRowErrors?: ((batch: RowError[]) => void | Promise<void>) | undefined;
  /** All rejected rows with what stands in them, in batches: what an error report is made of. */
  readonly onRejectedRows?: ((batch: RejectedRow[], sheet: SheetChoice) => void | Promise<void>) | undefined;
}

/** The figures of a file, and what was read of it. */
export interface OrderSummary {
  readonly metrics: OrderMetrics;
  readonly sheet: SheetChoice;
  readonly format: OrderFileFormat;
}

const TOP_PRODUCTS = 10;
const PROGRESS_MS = 100;
const BATCH_ROWS = 500;

/**
 * Reads an order file and gives its figures: the fast path, which makes no object for a row.
 *
 * ```ts
 * const { metrics } = await summarizeOrders('orders.xlsx', { onRowErrors: (batch) => store(batch) });
 * console.log(metrics.revenue, metrics.averageOrderValue);
 * ```
 * @throws OrderFileError when the file as a whole is of no use; `no_valid_rows` carries the figures in `outcome`
 * @throws the signal's reason when aborted
 */
export async function summarizeOrders(
  source: OrderSource,
  options: SummaryOptions = {},
): Promise<OrderSummary> {
  const request = completeRequest(options);
  const sink = new OrderSink(request);
  const progress = new ProgressTeller(options.onProgress);
  for await (const step of reading(source, request, sink)) {
    progress.tell(sink.tally.rows, step);
    if (sink.rejected.length >= BATCH_ROWS) await handOver(sink, options);
  }
  await handOver(sink, options);
  progress.end(sink.tally.rows);
  const repeated = await countRepeatedOrders(sink.tally.orderIds, options.earlier ?? [], request);
  return summaryOf(sink, options.topProducts ?? TOP_PRODUCTS, repeated);
}

async function handOver(sink: OrderSink, { onRowErrors, onRejectedRows }: SummaryOptions): Promise<void> {
  const batch = sink.rejected;
  if (batch.length === 0 || sink.sheet === undefined) return;
  sink.rejected = [];
  await onRowErrors?.(batch.flatMap(({ errors }) => errors));
  await onRejectedRows?.(batch, sink.sheet);
}

function summaryOf({ sheet, tally }: OrderSink, topProducts: number, repeated: number): OrderSummary {
  if (sheet === undefined) throw new OrderFileError('empty_file', 'The file has no visible rows.');
  const metrics = tally.metrics(topProducts, repeated);
  if (metrics.rowsAccepted > 0) return { metrics, sheet, format: sheet.format };
  const why = metrics.rowsTotal === 0 ? 'there are no rows below the header' : 'every row has an error';
  throw new OrderFileError('no_valid_rows', `No row of the file can be used: ${why}.`, undefined, {
    metrics,
    sheet,
  });
}

/** Tells of progress now and then. */
class ProgressTeller {
  private last = 0;
  private step: ReadStep = { bytes: 0, totalBytes: 1 };

  constructor(private readonly listener: SummaryOptions['onProgress']) {}

  tell(rows: number, step: ReadStep): void {
    this.step = step;
    // First of all: the clock is a module of its own, which takes longer to load than a small file to read.
    if (this.listener === undefined) return;
    const now = performance.now();
    if (now - this.last < PROGRESS_MS) return;
    this.last = now;
    const { bytes, totalBytes } = step;
    this.listener({ rows, bytes, totalBytes, fraction: bytes / totalBytes });
  }

  end(rows: number): void {
    const { totalBytes } = this.step;
    this.listener?.({ rows, bytes: totalBytes, totalBytes, fraction: 1 });
  }
}
