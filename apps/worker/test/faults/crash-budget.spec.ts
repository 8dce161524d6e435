import { describe, expect, it } from 'vitest';
import { type Bench, startBench } from '../harness/bench';
import { orderSheet, slowSheet } from '../harness/order-sheet';
import { bloatedOds } from '../harness/bloated-ods';
import { killPid, parsersOf } from '../harness/processes';
import { FAULT_TIMEOUT_MS, itInFull } from '../harness/scale';

/** Does `harm` to the parser that reads the job, at every attempt, until the job has ended. */
async function harmEveryAttempt({ client, stack }: Bench, id: string, harm: (pid: number) => void) {
  const harmed = new Set<number>();
  return client.until(id, ({ status, progress }) => {
    if (status === 'processing' && progress?.phase === 'reading') {
      for (const pid of parsersOf(stack.workers[0]!).filter((parser) => !harmed.has(parser))) {
        harmed.add(pid);
        harm(pid);
      }
    }
    return status === 'failed';
  });
}

const claims = async ({ client }: Bench, id: string): Promise<number> =>
  (await client.trail(id)).filter(({ type }) => type === 'claimed').length;

describe('Crash budget and dead letter', () => {
  it(
    'a file whose parser crashes is tried three times, then fails with the file kept',
    async () => {
      await using bench = await startBench({ workers: 1, environment: { WORKER_SLOTS: '1' } });
      const { client, stack } = bench;
      const owner = await client.owner('crash@example.com');
      const pid = stack.workers[0]!.pid;
      const id = await client.upload(owner, 'crashes.csv', slowSheet(60_000).bytes);
      const job = await harmEveryAttempt(bench, id, killPid);
      expect(job).toMatchObject({ attempt: 3, error: { code: 'parser_crashed' }, fileAvailable: true });
      expect(await claims(bench, id)).toBe(3);

      const other = await client.upload(owner, 'fine.csv', orderSheet(1_000).bytes);
      await client.untilEnded([id, other]);
      expect(await client.job(other)).toMatchObject({ status: 'completed', attempt: 1 });
      expect(stack.workers[0]!.pid).toBe(pid);
      expect(stack.workers[0]!.isRunning).toBe(true);

      // The dead letter is kept, and retried by hand.
      await client.jobs.retry('all', id);
      await client.until(id, ({ status }) => status === 'completed');
      await client.untilEnded([id]);
    },
    FAULT_TIMEOUT_MS,
  );

  itInFull(
    'a file that hangs its parser fails after three time limits',
    async () => {
      await using bench = await startBench({
        workers: 1,
        environment: { WORKER_SLOTS: '1', PARSER_TIMEOUT_MS: '1500' },
      });
      const owner = await bench.client.owner('hang@example.com');
      const id = await bench.client.upload(owner, 'hangs.csv', slowSheet(60_000).bytes);
      const job = await harmEveryAttempt(bench, id, (pid) => process.kill(pid, 'SIGSTOP'));
      expect(job).toMatchObject({ attempt: 3, error: { code: 'parser_timeout' }, fileAvailable: true });
      await bench.client.untilEnded([id]);
    },
    FAULT_TIMEOUT_MS,
  );

  itInFull(
    'a file that needs more memory than a parser may have harms nobody else',
    async () => {
      await using bench = await startBench({ workers: 1, environment: { PARSER_MEMORY_MB: '64' } });
      const { client, stack } = bench;
      const owner = await client.owner('bloat@example.com');
      const bloated = await client.upload(owner, 'bloats.ods', bloatedOds());
      const fine = Array.from({ length: 4 }, (_, n) => orderSheet(2_000, n + 1));
      const ids: string[] = [];
      for (const [n, sheet] of fine.entries()) ids.push(await client.upload(owner, `${n}.csv`, sheet.bytes));
      const jobs = await client.untilEnded([bloated, ...ids]);
      expect(jobs[0]).toMatchObject({ status: 'failed', attempt: 3, error: { code: 'parser_crashed' } });
      expect(jobs.slice(1).every(({ status }) => status === 'completed')).toBe(true);
      expect(stack.workers[0]!.isRunning).toBe(true);
    },
    FAULT_TIMEOUT_MS,
  );
});
