import { InflateBudget } from '../archive/entry-chunks';
import { findFormat } from '../format/detect-format';
import type { ReadRequest } from '../read-options';
import type { ByteSource } from '../source/byte-source';
import { readText } from '../text/read-text';
import { readWholeWorkbook } from '../whole/whole-workbook';
import { readXlsx } from '../xlsx/read-xlsx';
import { findWorkbook, readWorkbookParts } from '../xlsx/workbook-parts';
import { boundInflated } from './bound-inflated';
import type { OrderSink } from './order-sink';

/** How far the reading is: bytes of the file that are read. It never goes back. */
export interface ReadStep {
  readonly bytes: number;
  readonly totalBytes: number;
}

/** Reads a file of any format into the sink, a bounded piece at each step. */
export async function* readSteps(
  source: ByteSource,
  request: ReadRequest,
  sink: OrderSink,
): AsyncGenerator<ReadStep> {
  const { limits } = request;
  const found = await findFormat(source, limits);
  if (found.kind !== 'archive') {
    yield* found.kind === 'xls'
      ? readWholeWorkbook(source, 'xls', request, sink)
      : readText(source, request, sink);
    return;
  }
  const access = { source, directory: found.directory, budget: new InflateBudget(limits), limits };
  const { format, part } = await findWorkbook(access);
  if (format === 'xlsx' || format === 'xlsm') {
    yield* readXlsx(access, await readWorkbookParts(access, format, part), request, sink);
  } else {
    await boundInflated(access);
    yield* readWholeWorkbook(source, format, request, sink);
  }
}
