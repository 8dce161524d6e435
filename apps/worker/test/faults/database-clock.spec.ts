import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { parserOf } from '../harness/processes';
import { FAULT_TIMEOUT_MS } from '../harness/scale';

/** A clock that is wrong by `ms`, for the whole process, before any of its code runs. */
const skewed = (ms: number): Record<string, string> => {
  const code = `const now = Date.now; const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...given) { given.length ? super(...given) : super(now() + ${ms}); }
      static now() { return now() + ${ms}; }
    };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
};

describe("The database's clock decides", () => {
  it(
    'workers whose clocks are 90 s or an hour off steal nothing and starve nobody',
    async () => {
      await using bench = await startBench({
        workers: 1,
        // Short against the errors of the clocks, long against a busy machine's pauses.
        environment: { WORKER_SLOTS: '1', LEASE_MS: '15000' },
      });
      const { client, stack } = bench;
      const owner = await client.owner('clock@example.com');
      const parser = await parserOf(stack.workers[0]!);
      process.kill(parser, 'SIGSTOP');
      const long = await client.upload(owner, 'long.csv', orderSheet(10_000).bytes);
      await client.until(long, ({ status }) => status === 'processing');

      for (const ms of [3_600_000, 90_000, -90_000, -3_600_000]) await stack.addWorker(skewed(ms)).start();
      const sheets = Array.from({ length: 16 }, (_, n) => orderSheet(1_000 + n, n + 1));
      const ids: string[] = [];
      for (const [n, sheet] of sheets.entries())
        ids.push(await client.upload(owner, `${n}.csv`, sheet.bytes));
      const jobs = await client.untilEnded(ids);
      for (const job of jobs) {
        const told = JSON.stringify(await client.trail(job.id));
        expect({ status: job.status, attempt: job.attempt }, told).toEqual({
          status: 'completed',
          attempt: 1,
        });
      }

      // Nobody took the job of the worker whose parser is slow.
      expect(await client.record(long)).toMatchObject({ status: 'processing', fence: 1 });
      process.kill(parser, 'SIGCONT');
      const [job] = await client.untilEnded([long]);
      expect(job).toMatchObject({ status: 'completed', attempt: 1 });
      const workers = new Set<string | null>();
      for (const id of ids) for (const { worker } of await client.trail(id)) workers.add(worker);
      workers.delete(null);
      expect(workers.size).toBeGreaterThan(1);
    },
    FAULT_TIMEOUT_MS,
  );
});
