import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff';

describe('backoffMs', () => {
  it('doubles with every failure, between half and the whole', () => {
    expect([0, 1, 2, 3].map((failures) => backoffMs(failures, 1_000, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000,
    ]);
    expect([0, 1, 2, 3].map((failures) => backoffMs(failures, 1_000, 0))).toEqual([500, 1_000, 2_000, 4_000]);
  });

  it('spreads those that failed together', () => {
    const delays = Array.from({ length: 100 }, () => backoffMs(3, 1_000));
    expect(new Set(delays).size).toBeGreaterThan(50);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(4_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(8_000);
  });

  it('stays bounded however many failures there were', () => {
    expect(backoffMs(1_000, 1_000, 1)).toBe(600_000);
  });
});
