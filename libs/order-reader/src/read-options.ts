import type { ReadOptions } from '@orders/contracts';
import { DEFAULT_READ_LIMITS, type ReadLimits } from './read-limits';

/** How a file is read: the options of an upload, limits and an end from outside. */
export interface ReaderOptions extends Partial<ReadOptions> {
  /** Limits other than the default ones. */
  readonly limits?: Partial<ReadLimits> | undefined;
  /** Ends the reading with the signal's reason (an AbortError) within 100 ms. */
  readonly signal?: AbortSignal | undefined;
}

/** The options with every default in place. */
export interface ReadRequest extends ReaderOptions {
  readonly decimalSeparator: '.' | ',';
  readonly limits: ReadLimits;
}

/** Fills the defaults in. */
export function completeRequest(options: ReaderOptions): ReadRequest {
  const decimalSeparator = options.decimalSeparator ?? '.';
  return { ...options, decimalSeparator, limits: { ...DEFAULT_READ_LIMITS, ...options.limits } };
}
