import { corruptFile, OrderFileError } from '../order-file-error';
import { completeRequest, type ReaderOptions } from '../read-options';
import { openSource, type OrderSource } from '../source/byte-source';
import { OrderSink } from './order-sink';
import { readSteps, type ReadStep } from './read-steps';

/** Takes part in a reading: called after each bounded piece of the file. */
export interface StepTaker<T> {
  /** Whether accepted rows are to be kept for the taker, not only counted. */
  readonly wantsRows: boolean;
  take(sink: OrderSink, step: ReadStep): T;
}

/**
 * Opens and reads a file; gives what `taker` makes of each piece and, at the end, the sink with all figures.
 * Whatever ends it, the file is closed. An unforeseen error of a broken file becomes `corrupt_file`.
 */
export async function* reading<T>(
  source: OrderSource,
  options: ReaderOptions,
  taker: StepTaker<T>,
): AsyncGenerator<T, OrderSink> {
  const request = completeRequest(options);
  const { signal } = request;
  signal?.throwIfAborted();
  const sink = new OrderSink(request);
  if (taker.wantsRows) sink.accepted = [];
  const bytes = await openSource(source, request.limits.maxFileBytes);
  try {
    for await (const step of readSteps(bytes, request, sink)) {
      signal?.throwIfAborted();
      yield taker.take(sink, step);
      signal?.throwIfAborted();
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw isFileFault(error) ? corruptFile('its content contradicts its format', error) : error;
  } finally {
    await bytes.close();
  }
  return sink;
}

/** Errors that broken bytes provoke in code that takes them at their word, and in the inflater. */
function isFileFault(error: unknown): boolean {
  if (error instanceof OrderFileError) return false;
  if (error instanceof RangeError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^Z_/.test(code);
}
