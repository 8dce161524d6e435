import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { ROW_ERRORS_KEPT, slowSheet } from '../harness/order-sheet';
import { type QueueClient } from '../harness/queue-client';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const FILES = scaled(6, 100);
const WORKERS = 2;
/** On a slow machine the kills end before the files do. */
const KILLS = scaled(5, 100);
/** Rows of the smallest file, and of how much each next one has more. */
const [SMALLEST, STEP] = scaled([2_000, 3_000], [6_000, 5_000]);

/** Between two kills: 0.3 to 2 seconds. */
const untilNextKill = (): Promise<false> => delay(300 + Math.random() * 1_700, false);

async function expectExactlyOneResult(client: QueueClient, id: string, sheet: ReturnType<typeof slowSheet>) {
  const job = await client.job(id);
  expect(job).toMatchObject({ status: 'completed', error: null });
  expect(job.metrics).toMatchObject({
    rowsTotal: sheet.rows,
    rowsRejected: sheet.rejected,
    itemsTotal: sheet.itemsTotal,
    revenue: sheet.revenue,
  });
  const { resultFence } = await client.record(id);
  const errors = await client.rowErrors.list(id, resultFence!, { limit: 1 });
  expect(errors.total).toBe(Math.min(sheet.rejected, ROW_ERRORS_KEPT));
}

describe('At least one run, exactly one result', () => {
  it(
    'holds while workers are killed every 0.3 to 2 seconds',
    async () => {
      await using bench = await startBench({
        workers: WORKERS,
        smtp: true,
        // A mail that a killed worker had in hand is tried again after its lease, which goes by this.
        environment: { SMTP_TIMEOUT_MS: '500' },
      });
      const { client, stack } = bench;
      const owner = await client.owner('one-result@example.com');
      const sheets = Array.from({ length: FILES }, (_, n) => slowSheet(SMALLEST + (n % 5) * STEP, n + 1));
      const ids: string[] = [];
      for (const [n, sheet] of sheets.entries())
        ids.push(await client.upload(owner, `${n}.csv`, sheet.bytes));

      const ended = client.untilEnded(ids, FAULT_TIMEOUT_MS);
      const over = ended.then(
        () => true,
        () => true,
      );
      let kills = 0;
      while (kills < KILLS && !(await Promise.race([over, untilNextKill()]))) {
        const victim = stack.workers[kills % WORKERS]!;
        await victim.kill();
        kills += 1;
        await victim.start();
      }
      await ended;
      for (const [n, id] of ids.entries()) await expectExactlyOneResult(client, id, sheets[n]!);

      const messageIds = new Set<string>();
      for (const id of ids) {
        await client.until(id, ({ report }) => report.state === 'sent');
        const mail = await stack.smtp!.mail((received) => received.mail.messageId?.includes(id) ?? false);
        messageIds.add(mail.mail.messageId!);
      }
      expect(messageIds.size).toBe(FILES);
      expect(new Set(stack.smtp!.received.map(({ mail }) => mail.messageId)).size).toBe(FILES);
      process.stdout.write(
        `one result: ${FILES} files, ${kills} kills, ${stack.smtp!.received.length} mails\n`,
      );
    },
    FAULT_TIMEOUT_MS,
  );
});
