import { describe, expect, it, vi } from 'vitest';
import { LEASE_MS, startBench } from '../harness/bench';
import { ROW_ERRORS_KEPT, slowSheet } from '../harness/order-sheet';
import { isAlive, parserOf } from '../harness/processes';
import { FAULT_TIMEOUT_MS } from '../harness/scale';

describe('Fenced owner', () => {
  it(
    'a worker that was stopped for three leases writes nothing once another one took over',
    async () => {
      await using bench = await startBench({ workers: 1 });
      const { client, stack } = bench;
      const owner = await client.owner('fenced@example.com');
      const sheet = slowSheet(80_000, 3);
      const stale = stack.workers[0]!;
      const id = await client.upload(owner, 'fenced.csv', sheet.bytes);
      await client.until(id, ({ progress }) => progress?.phase === 'reading');
      const parser = await parserOf(stale);
      stale.signal('SIGSTOP');
      const staleFence = (await client.record(id)).fence;

      const heir = stack.addWorker();
      await heir.start();
      const job = await client.until(id, ({ status }) => status === 'completed');
      expect(job.metrics).toMatchObject({ revenue: sheet.revenue, rowsRejected: sheet.rejected });
      const { resultFence, version } = await client.record(id);
      expect(resultFence).toBeGreaterThan(staleFence);

      stale.signal('SIGCONT');
      // It learns at its next beat, and its parser goes with the run.
      await vi.waitUntil(() => !isAlive(parser), { timeout: LEASE_MS * 4 });
      await client.untilEnded([id]);
      await client.until(id, ({ report }) => report.state === 'sent');
      const after = await client.record(id);
      expect(after).toMatchObject({ status: 'completed', error: null, resultFence });
      // Only the report's state was written after the end.
      expect(after.version - version).toBeLessThanOrEqual(1);
      expect((await client.rowErrors.list(id, resultFence!, { limit: 1 })).total).toBe(
        Math.min(sheet.rejected, ROW_ERRORS_KEPT),
      );
    },
    FAULT_TIMEOUT_MS,
  );
});
