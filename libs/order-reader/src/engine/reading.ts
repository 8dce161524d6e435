import type { ReadRequest } from '../read-options';
import { openSource, type OrderSource } from '../source/byte-source';
import type { OrderSink } from './order-sink';
import { fileFault } from './file-fault';
import { readSteps, type ReadStep } from './read-steps';

/**
 * Opens and reads a file into the sink, and gives a turn after each bounded piece and after the last.
 * Whatever ends it, the file is closed. An unforeseen error of a broken file becomes `corrupt_file`.
 */
export async function* reading(
  source: OrderSource,
  request: ReadRequest,
  sink: OrderSink,
): AsyncGenerator<ReadStep, void> {
  const { signal } = request;
  signal?.throwIfAborted();
  const bytes = await openSource(source, request.limits.maxFileBytes);
  try {
    for await (const step of readSteps(bytes, request, sink)) {
      signal?.throwIfAborted();
      yield step;
      signal?.throwIfAborted();
    }
    yield { bytes: bytes.size, totalBytes: bytes.size };
  } catch (error) {
    signal?.throwIfAborted();
    throw fileFault(error);
  } finally {
    await bytes.close();
  }
}
