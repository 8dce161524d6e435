import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const WORKERS = scaled(2, 4);
const SLOTS = scaled(4, 8);
const JOBS = scaled(60, 1_000);

describe('Races', () => {
  it(
    'many workers with many slots claim every job once and complete it once',
    async () => {
      await using bench = await startBench({ workers: 0, environment: { LEASE_MS: '15000' } });
      const { client, stack } = bench;
      const owner = await client.owner('races@example.com', 'never');
      const sheets = Array.from({ length: 20 }, (_, n) => orderSheet(20 + n, n + 1));
      const ids: string[] = [];
      for (let n = 0; n < JOBS; n += 1) {
        ids.push(await client.upload(owner, `${n}.csv`, sheets[n % sheets.length]!.bytes));
      }
      const workers = Array.from({ length: WORKERS }, () => stack.addWorker({ WORKER_SLOTS: String(SLOTS) }));
      const started = Promise.all(workers.map((worker) => worker.start()));
      // No worker may hold more leases than it has slots, at any moment.
      let mostLeases = 0;
      while ((await client.records.countDocuments({ status: 'completed' })) < JOBS) {
        const leases = await client.records.aggregate<{ count: number }>([
          { $match: { status: 'processing' } },
          { $group: { _id: '$lease.workerId', count: { $sum: 1 } } },
        ]);
        mostLeases = Math.max(mostLeases, ...leases.map(({ count }) => count));
      }
      await started;
      const jobs = await client.untilEnded(ids, FAULT_TIMEOUT_MS);
      for (const [n, job] of jobs.entries()) {
        const { revenue } = sheets[n % sheets.length]!;
        expect(job).toMatchObject({ status: 'completed', attempt: 1, metrics: { revenue } });
      }
      const events = (await Promise.all(ids.map((id) => client.trail(id)))).flat();
      const count = (type: string): number => events.filter((event) => event.type === type).length;
      expect(count('claimed')).toBe(JOBS);
      expect(count('completed')).toBe(JOBS);
      expect(mostLeases).toBeLessThanOrEqual(SLOTS);
      process.stdout.write(
        `races: ${JOBS} jobs, ${WORKERS}x${SLOTS} slots, at most ${mostLeases} leases each\n`,
      );
    },
    FAULT_TIMEOUT_MS,
  );
});
