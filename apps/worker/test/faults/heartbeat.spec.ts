import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LEASE_MS, startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { parserOf } from '../harness/processes';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const SILENT_LEASES = scaled(3, 10);

describe('Heartbeat independent of parsing', () => {
  it(
    'a parser that is silent for many leases costs no attempt',
    async () => {
      await using bench = await startBench({ workers: 1 });
      const { client, stack } = bench;
      // Another worker is there to take the job, if it could.
      await stack.addWorker().start();
      const owner = await client.owner('heartbeat@example.com');
      const parsers = await Promise.all(stack.workers.map(parserOf));
      for (const pid of parsers) process.kill(pid, 'SIGSTOP');
      const sheet = orderSheet(10_000);
      const id = await client.upload(owner, 'slow.csv', sheet.bytes);
      await client.until(id, ({ progress }) => progress?.phase === 'reading');
      await delay(SILENT_LEASES * LEASE_MS);
      expect(await client.record(id)).toMatchObject({ status: 'processing', fence: 1 });
      for (const pid of parsers) process.kill(pid, 'SIGCONT');
      const [job] = await client.untilEnded([id]);
      expect(job).toMatchObject({ status: 'completed', attempt: 1, metrics: { revenue: sheet.revenue } });
    },
    FAULT_TIMEOUT_MS,
  );
});
