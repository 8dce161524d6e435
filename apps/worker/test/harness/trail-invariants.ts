import { isTerminal, type JobEvent } from '@orders/contracts';
import { type JobRecord } from '@orders/persistence';
import { expect } from 'vitest';

/** Events that take a job away from its worker. */
const RELEASES = new Set<JobEvent['type']>([
  'completed',
  'failed',
  'cancelled',
  'retry_scheduled',
  'handed_back',
]);
const ENDS = new Set<JobEvent['type']>(['completed', 'failed', 'cancelled']);

/**
 * What must hold of every job's trail, whatever happened: fences only rise, a job is claimed only when nobody
 * has it, one end a start, nothing after the end but a restart by a person, and never after `completed`.
 */
export function checkTrail(trail: JobEvent[], record: JobRecord): void {
  const told = trail.map(({ type, attempt, fence }) => `${type}(${attempt}/${fence})`).join(' ');
  let fence = 0;
  let state: 'free' | 'leased' | 'ended' = 'free';
  let completed = false;
  for (const event of trail) {
    if (event.type === 'claimed') {
      expect(state, told).toBe('free');
      expect(event.fence, told).toBeGreaterThan(fence);
      state = 'leased';
    } else if (event.type === 'lease_expired') {
      expect(state, told).toBe('leased');
    } else if (event.type === 'restarted') {
      expect(state, told).toBe('ended');
      expect(completed, told).toBe(false);
      state = 'free';
    } else if (RELEASES.has(event.type)) {
      const fromQueue = event.type === 'cancelled' && state === 'free';
      expect(state === 'leased' || fromQueue, told).toBe(true);
      state = ENDS.has(event.type) ? 'ended' : 'free';
      completed ||= event.type === 'completed';
    }
    expect(event.fence, told).toBeGreaterThanOrEqual(fence);
    fence = event.fence;
  }
  const last = trail.findLast(({ type }) => ENDS.has(type));
  if (isTerminal(record.status)) {
    expect(last?.type, told).toBe(record.status);
    expect(record.lease, told).toBeNull();
  }
  if (record.status === 'completed') expect(record.resultFence, told).toBe(last?.fence);
}
