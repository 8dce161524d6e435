import { ErrorCode, ServerError } from '../server-error';

/** How long work may hold the thread before it lets others run, in milliseconds. */
const SLICE_MS = 8;

/** Lets long work pause for others, and ends it when its time is up. */
export class Breather {
  private since = performance.now();
  private readonly deadline: number;

  /** `maxTimeMs`: 0 for no limit. */
  constructor(
    maxTimeMs = 0,
    private readonly signal?: AbortSignal,
  ) {
    this.deadline = maxTimeMs > 0 ? this.since + maxTimeMs : Infinity;
  }

  /**
   * A promise to wait for when the slice is used up, else undefined.
   * @throws ServerError MaxTimeMSExpired, or Interrupted when the work is no longer wanted
   */
  pause(): Promise<void> | undefined {
    const now = performance.now();
    if (now > this.deadline)
      throw new ServerError(ErrorCode.MaxTimeMSExpired, 'operation exceeded time limit');
    if (this.signal?.aborted) throw new ServerError(ErrorCode.Interrupted, 'operation was interrupted');
    if (now - this.since < SLICE_MS) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        this.since = performance.now();
        resolve();
      }),
    );
  }
}
