/** A delay grows no further than this, milliseconds. */
const MAX_DELAY_MS = 600_000;

/**
 * Exponential backoff with jitter, milliseconds: between half and the whole of `baseMs` doubled with every
 * failure, so that many that failed together don't come back together.
 * @param failures how many there were before, from 0
 * @param random in 0..1
 */
export function backoffMs(failures: number, baseMs: number, random = Math.random()): number {
  const full = Math.min(baseMs * 2 ** Math.min(failures, 30), MAX_DELAY_MS);
  return Math.round(full * (0.5 + random / 2));
}
