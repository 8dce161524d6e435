import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { slowSheet } from '../harness/order-sheet';
import { isAlive, parserOf } from '../harness/processes';
import { FAULT_TIMEOUT_MS, itInFull, scaled } from '../harness/scale';

const RESTARTS = scaled(3, 20);
const FILES = scaled(6, 40);

describe('Graceful stop and rolling restart', () => {
  it(
    'SIGTERM in mid-file hands the job over and counts no attempt',
    async () => {
      await using bench = await startBench({ workers: 1, environment: { GRACE_MS: '0' } });
      const { client, stack } = bench;
      const owner = await client.owner('sigterm@example.com');
      const sheet = slowSheet(40_000);
      const id = await client.upload(owner, 'handed-over.csv', sheet.bytes);
      await client.until(id, ({ progress }) => progress?.phase === 'reading');
      const parser = await parserOf(stack.workers[0]!);
      await stack.workers[0]!.stop();
      expect(isAlive(parser)).toBe(false);
      expect(await client.job(id)).toMatchObject({ status: 'pending', attempt: 0, nextAttemptAt: null });

      await stack.addWorker().start();
      const [job] = await client.untilEnded([id]);
      expect(job).toMatchObject({ status: 'completed', attempt: 1, metrics: { revenue: sheet.revenue } });
      const types = (await client.trail(id)).map(({ type }) => type);
      expect(types).toEqual(['created', 'claimed', 'handed_back', 'claimed', 'completed']);
    },
    FAULT_TIMEOUT_MS,
  );

  itInFull(
    'a file that can be finished within the grace period is',
    async () => {
      await using bench = await startBench({ workers: 1, environment: { GRACE_MS: '30000' } });
      const { client, stack } = bench;
      const owner = await client.owner('grace@example.com');
      const id = await client.upload(owner, 'finished.csv', slowSheet(20_000).bytes);
      await client.until(id, ({ status }) => status === 'processing');
      await stack.workers[0]!.stop();
      expect(await client.job(id)).toMatchObject({ status: 'completed', attempt: 1 });
    },
    FAULT_TIMEOUT_MS,
  );

  itInFull(
    'restarts one after the other under load fail nothing and count no attempt',
    async () => {
      await using bench = await startBench({
        workers: 2,
        environment: { GRACE_MS: '200', LEASE_MS: '15000' },
      });
      const { client, stack } = bench;
      const owner = await client.owner('rolling@example.com');
      const sheets = Array.from({ length: FILES }, (_, n) => slowSheet(5_000 + n * 500, n + 1));
      const ids: string[] = [];
      for (const [n, sheet] of sheets.entries())
        ids.push(await client.upload(owner, `${n}.csv`, sheet.bytes));
      for (let restart = 0; restart < RESTARTS; restart += 1) {
        const worker = stack.workers[restart % 2]!;
        await worker.stop();
        await worker.start();
      }
      const jobs = await client.untilEnded(ids, FAULT_TIMEOUT_MS);
      const events = (await Promise.all(ids.map((id) => client.trail(id)))).flat();
      const orderly = ['created', 'claimed', 'handed_back', 'completed'];
      expect(events.filter(({ type }) => !orderly.includes(type))).toEqual([]);
      for (const [n, job] of jobs.entries())
        expect(job).toMatchObject({
          status: 'completed',
          attempt: 1,
          metrics: { revenue: sheets[n]!.revenue },
        });
      const count = events.filter(({ type }) => type === 'handed_back').length;
      process.stdout.write(`rolling restart: ${RESTARTS} restarts, ${FILES} files, ${count} handed back\n`);
    },
    FAULT_TIMEOUT_MS,
  );
});
