import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { ROW_ERRORS_KEPT, slowSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS, itInFull, scaled } from '../harness/scale';
import { TcpProxy } from '../harness/tcp-proxy';

const OUTAGES = scaled(2, 10);
const FILES = scaled(6, 40);

describe('Outages', () => {
  it(
    'a database that is killed and comes back loses nothing, and workers reconnect by themselves',
    async () => {
      await using bench = await startBench({ workers: 2 });
      const { client, stack } = bench;
      const owner = await client.owner('outage@example.com');
      const sheets = Array.from({ length: FILES }, (_, n) => slowSheet(8_000 + n * 100, n + 1));
      const ids: string[] = [];
      for (const [n, sheet] of sheets.entries())
        ids.push(await client.upload(owner, `${n}.csv`, sheet.bytes));
      const pids = stack.workers.map(({ pid }) => pid);
      for (let outage = 0; outage < OUTAGES; outage += 1) {
        await delay(300 + Math.random() * 1_000);
        await stack.restartDatabase();
      }
      const jobs = await client.untilEnded(ids, FAULT_TIMEOUT_MS);
      for (const [n, job] of jobs.entries()) {
        const { revenue, rejected } = sheets[n]!;
        expect(job).toMatchObject({ status: 'completed', metrics: { revenue, rowsRejected: rejected } });
        const { resultFence } = await client.record(job.id);
        expect((await client.rowErrors.list(job.id, resultFence!, { limit: 1 })).total).toBe(
          Math.min(rejected, ROW_ERRORS_KEPT),
        );
      }
      expect(stack.workers.map(({ pid }) => pid)).toEqual(pids);
      expect(stack.workers.every(({ isRunning }) => isRunning)).toBe(true);
      const retries = (await Promise.all(ids.map((id) => client.trail(id)))).flat();
      const failures = retries.filter(({ type }) => type === 'retry_scheduled').length;
      process.stdout.write(`outage: ${OUTAGES} kills of the database, ${FILES} files, ${failures} retries\n`);
    },
    FAULT_TIMEOUT_MS,
  );

  itInFull(
    'connections that are cut or fall silent are replaced',
    async () => {
      await using bench = await startBench({ workers: 0 });
      const { client, stack } = bench;
      await using proxy = await TcpProxy.to(stack.database.port);
      await stack
        .addWorker({ MONGO_URI: stack.mongoUri.replace(`:${stack.database.port}`, `:${proxy.port}`) })
        .start();
      const owner = await client.owner('half-open@example.com');
      for (const harm of ['cut', 'silence'] as const) {
        const sheet = slowSheet(60_000, harm.length);
        const id = await client.upload(owner, `${harm}.csv`, sheet.bytes);
        await client.until(id, ({ status }) => status === 'processing');
        proxy[harm]();
        const [job] = await client.untilEnded([id]);
        expect(job).toMatchObject({ status: 'completed', metrics: { revenue: sheet.revenue } });
      }
    },
    FAULT_TIMEOUT_MS,
  );
});
