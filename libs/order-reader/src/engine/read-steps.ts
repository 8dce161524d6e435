import type { OrderFileFormat } from '@orders/contracts';
import { type FoundFormat, findFormat } from '../format/detect-format';
import type { ReadRequest } from '../read-options';
import type { ByteSource } from '../source/byte-source';
import { readWholeWorkbook } from '../whole/whole-workbook';
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
  const found = await findFormat(source, request.limits);
  yield* readWholeWorkbook(source, formatOf(found), request, sink);
}

function formatOf(found: FoundFormat): OrderFileFormat {
  if (found.kind === 'xls') return 'xls';
  if (found.kind === 'text') return 'csv';
  const { directory } = found;
  if (directory.find('xl/workbook.bin') !== undefined) return 'xlsb';
  if (directory.find('content.xml') !== undefined) return 'ods';
  return directory.find('xl/vbaProject.bin') === undefined ? 'xlsx' : 'xlsm';
}
