import type { OrderSink } from '../engine/order-sink';
import type { ReadStep } from '../engine/read-steps';
import { sheetNotFound } from '../rules/sheet-errors';
import type { ReadRequest } from '../read-options';
import type { ByteSource } from '../source/byte-source';
import { findSeparator } from './separator';
import { findEncoding, textChunks } from './text-encoding';
import { TextScanner } from './text-scanner';

/** Reads a text file of separated values, a chunk at each step. */
export async function* readText(
  source: ByteSource,
  request: ReadRequest,
  sink: OrderSink,
): AsyncGenerator<ReadStep> {
  if (request.sheet !== undefined) throw sheetNotFound(request.sheet, []);
  const encoding = await findEncoding(source);
  let scanner: TextScanner | undefined;
  for await (const { bytes, read } of textChunks(source, encoding)) {
    if (scanner === undefined) {
      const { separator, skip } = findSeparator(bytes, request);
      scanner = new TextScanner(request, separator, sink);
      scanner.push(bytes.subarray(skip));
    } else scanner.push(bytes);
    yield { bytes: read, totalBytes: source.size };
  }
  scanner?.finish();
}
