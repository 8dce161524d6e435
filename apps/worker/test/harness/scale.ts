import { it } from 'vitest';

/** `npm run test:faults` runs every promise at full length, `npm test` a short version of each. */
export const FULL = process.env['FAULTS'] === 'full';

export const scaled = <T>(short: T, full: T): T => (FULL ? full : short);

/** What is too long for every run of the tests. */
export const itInFull = it.runIf(FULL);

/** Time that a fault test may take at most, milliseconds. */
export const FAULT_TIMEOUT_MS = scaled(180_000, 1_800_000);
