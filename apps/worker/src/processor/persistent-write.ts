import { setTimeout as delay } from 'node:timers/promises';
import { isDatabaseUnavailable } from '@orders/persistence';
import { backoffMs } from './backoff';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_EXPONENT = 5;

/**
 * Repeats a write until the database took it. For writes that may be repeated only: the answer to an earlier
 * try may have been lost after it was carried out.
 * @param patienceMs no new try after so many milliseconds
 * @throws the write's error when it is none of reachability, or when patience is over
 */
export async function persistentWrite<T>(write: () => Promise<T>, patienceMs: number): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isDatabaseUnavailable(error) || performance.now() > end) throw error;
      await delay(backoffMs(Math.min(tries, LONGEST_PAUSE_EXPONENT), FIRST_PAUSE_MS));
    }
  }
}
