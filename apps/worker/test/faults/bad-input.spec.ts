import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet, slowSheet } from '../harness/order-sheet';
import { killPid, parserOf } from '../harness/processes';
import { FAULT_TIMEOUT_MS, itInFull } from '../harness/scale';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const BAD_FILES: [name: string, bytes: Buffer, code: string][] = [
  ['picture.xlsx', PNG, 'unsupported_format'],
  ['no-price.csv', Buffer.from('productName,quantity\nBolt,2\n'), 'missing_columns'],
  ['twice.csv', Buffer.from('productName,quantity,price,price\nBolt,2,1,1\n'), 'duplicate_header'],
  ['all-wrong.csv', Buffer.from('productName,quantity,price\nBolt,many,1\n'), 'no_valid_rows'],
];

describe('Backoff with jitter, transient errors only', () => {
  it(
    'bad input fails at once and is never tried again',
    async () => {
      await using bench = await startBench({ workers: 1, smtp: true });
      const { client, stack } = bench;
      const owner = await client.owner('bad@example.com', 'failed');
      const ids: string[] = [];
      for (const [name, bytes] of BAD_FILES) ids.push(await client.upload(owner, name, bytes));
      const fine = await client.upload(owner, 'fine.csv', orderSheet(10).bytes);
      const jobs = await client.untilEnded([...ids, fine]);
      for (const [n, [, , code]] of BAD_FILES.entries()) {
        expect(jobs[n]).toMatchObject({ status: 'failed', attempt: 1, error: { code }, fileAvailable: true });
        const mail = await stack.smtp!.mail(({ mail }) => mail.messageId?.includes(ids[n]!) ?? false);
        expect(mail.mail.text).toContain(code);
        expect(mail.to).toEqual(['bad@example.com']);
      }
      // Only failures are wanted: the good file has no report.
      expect(jobs.at(-1)).toMatchObject({ status: 'completed', report: { state: 'none' } });
    },
    FAULT_TIMEOUT_MS,
  );

  itInFull(
    'a transient failure is tried again later and later',
    async () => {
      await using bench = await startBench({
        workers: 1,
        environment: { WORKER_SLOTS: '1', RETRY_MS: '400' },
      });
      const { client, stack } = bench;
      const owner = await client.owner('transient@example.com');
      const id = await client.upload(owner, 'retried.csv', slowSheet(60_000).bytes);
      for (const attempt of [1, 2]) {
        await client.until(id, (job) => job.attempt === attempt && job.progress?.phase === 'reading');
        killPid(await parserOf(stack.workers[0]!));
      }
      await client.untilEnded([id]);
      const trail = await client.trail(id);
      const pauses = trail.flatMap((event, index) =>
        event.type === 'retry_scheduled' ? [Date.parse(trail[index + 1]!.time) - Date.parse(event.time)] : [],
      );
      expect(pauses).toHaveLength(2);
      expect(pauses[0]).toBeGreaterThanOrEqual(200);
      expect(pauses[1]).toBeGreaterThanOrEqual(400);
    },
    FAULT_TIMEOUT_MS,
  );
});
