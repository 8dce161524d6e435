import { describe, expect, it } from 'vitest';
import { LEASE_MS, POLL_MS, startBench } from '../harness/bench';
import { slowSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS } from '../harness/scale';

/** The promise: a lease, a poll and a second. */
const BOUND_MS = LEASE_MS + POLL_MS + 1_000;

describe('Recovery is bounded', () => {
  it(
    'by any worker that runs, and at a cold start',
    async () => {
      await using bench = await startBench({ workers: 1 });
      const { client, stack } = bench;
      const owner = await client.owner('recovery@example.com');
      const sheet = slowSheet(80_000);
      const id = await client.upload(owner, 'recovered.csv', sheet.bytes);
      await client.until(id, ({ progress }) => progress?.phase === 'reading');

      // Another one runs already.
      const second = stack.addWorker();
      await second.start();
      const firstKill = Date.now();
      await stack.workers[0]!.kill();
      await client.until(id, ({ attempt }) => attempt === 2);
      expect(Date.now() - firstKill).toBeLessThan(BOUND_MS);

      // Nobody runs: the next one that starts takes it up.
      const secondKill = Date.now();
      await second.kill();
      const third = stack.addWorker();
      await third.start();
      const started = Date.now();
      await client.until(id, ({ attempt }) => attempt === 3);
      expect(Date.now() - Math.max(started, secondKill)).toBeLessThan(BOUND_MS);

      const [job] = await client.untilEnded([id]);
      expect(job).toMatchObject({ status: 'completed', attempt: 3, metrics: { revenue: sheet.revenue } });
      const trail = await client.trail(id);
      const workers = trail.filter(({ type }) => type === 'claimed').map(({ worker }) => worker);
      expect(new Set(workers).size).toBe(3);
    },
    FAULT_TIMEOUT_MS,
  );
});
