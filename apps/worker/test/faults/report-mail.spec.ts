import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { startBench } from '../harness/bench';
import { FaultySmtp } from '../harness/faulty-smtp';
import { orderSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS, itInFull, scaled } from '../harness/scale';

const FILES = scaled(3, 20);

describe('Report mail', () => {
  itInFull(
    'while SMTP is down jobs end as ever, and each report is sent once when it is back',
    async () => {
      await using smtp = await FaultySmtp.start();
      const { port, environment } = smtp;
      await smtp.close();
      await using bench = await startBench({ workers: 2, environment });
      const { client } = bench;
      const owner = await client.owner('down@example.com');
      const ids: string[] = [];
      for (let n = 0; n < FILES; n += 1)
        ids.push(await client.upload(owner, `${n}.csv`, orderSheet(100, n + 1).bytes));
      const jobs = await client.untilEnded(ids);
      expect(jobs.every(({ status, report }) => status === 'completed' && report.state === 'pending')).toBe(
        true,
      );
      await vi.waitUntil(async () =>
        (await client.collection('mails')).some(({ lastError }) => lastError !== null),
      );

      await smtp.listen(port);
      for (const id of ids) await client.until(id, ({ report }) => report.state === 'sent');
      expect(smtp.received).toHaveLength(FILES);
      expect(new Set(smtp.received.map(({ mail }) => mail.messageId)).size).toBe(FILES);
    },
    FAULT_TIMEOUT_MS,
  );

  it(
    '451 is tried again, 550 is shown, a silent server delays no job',
    async () => {
      await using smtp = await FaultySmtp.start();
      await using bench = await startBench({ workers: 1, environment: smtp.environment });
      const { client, stack } = bench;
      const owner = await client.owner('refused@example.com');

      smtp.answer = (nth) => (nth <= 2 ? { code: 451, text: 'Greylisted' } : 'accept');
      const greylisted = await client.upload(owner, 'greylisted.csv', orderSheet(10).bytes);
      await client.until(greylisted, ({ report }) => report.state === 'sent');
      expect(smtp.offered).toBe(3);
      expect(smtp.received).toHaveLength(1);

      smtp.answer = () => ({ code: 550, text: 'No such user' });
      const refused = await client.upload(owner, 'refused.csv', orderSheet(11).bytes);
      await client.until(refused, ({ report }) => report.state === 'failed');
      expect(smtp.offered).toBe(4);
      const mail = await vi.waitUntil(async () =>
        (await client.collection('mails')).find(({ state }) => state === 'failed'),
      );
      expect(mail).toMatchObject({ transport: 'smtp' });
      expect(String(mail['lastError'])).toContain('No such user');

      // A server that takes the connection and says nothing.
      const silent = createServer().listen(0, '127.0.0.1');
      await vi.waitUntil(() => silent.listening);
      const { port } = silent.address() as { port: number };
      await stack.workers[0]!.stop();
      await stack.addWorker({ SMTP_PORT: String(port) }).start();
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1)
        ids.push(await client.upload(owner, `s${n}.csv`, orderSheet(50, n + 2).bytes));
      const jobs = await client.untilEnded(ids);
      expect(jobs.every(({ status, report }) => status === 'completed' && report.state === 'pending')).toBe(
        true,
      );
      silent.close();
    },
    FAULT_TIMEOUT_MS,
  );

  it(
    'a worker killed between the 250 and the note of it sends the same Message-ID again, and no other',
    async () => {
      await using smtp = await FaultySmtp.start();
      await using bench = await startBench({ workers: 1, environment: smtp.environment });
      const { client, stack } = bench;
      const owner = await client.owner('doubled@example.com');
      const killed = new Promise<void>((resolve) => {
        smtp.answer = (nth) => {
          // The mail is here; its sender does not live to note it.
          if (nth === 1) void stack.workers[0]!.kill().then(resolve);
          return 'accept';
        };
      });
      const id = await client.upload(owner, 'doubled.csv', orderSheet(10).bytes);
      await killed;
      await client.until(id, ({ status }) => status === 'completed');
      // The lease of the mail would end by itself; the test does not wait for it.
      await client.records.db.collection('mails').updateMany({}, { $set: { nextAttemptAt: new Date(0) } });
      await stack.workers[0]!.start();
      await client.until(id, ({ report }) => report.state === 'sent');
      expect(smtp.received).toHaveLength(2);
      expect(new Set(smtp.received.map(({ mail }) => mail.messageId)).size).toBe(1);
    },
    FAULT_TIMEOUT_MS,
  );

  itInFull(
    'without SMTP the report is a file in the mail folder',
    async () => {
      await using bench = await startBench({ workers: 1 });
      const { client, stack } = bench;
      const owner = await client.owner('folder@example.com');
      const id = await client.upload(owner, 'folder.csv', orderSheet(10).bytes);
      await client.until(id, ({ report }) => report.state === 'sent');
      const folder = join(stack.dataDir, 'mail');
      const names = await readdir(folder);
      expect(names).toEqual([`job-${id}-1.eml`]);
      const eml = await readFile(join(folder, names[0]!), 'utf8');
      expect(eml).toMatch(/^To: folder@example.com\r$/m);
      expect(eml).toMatch(new RegExp(`^Message-ID: <job-${id}-1@localhost>\r$`, 'm'));
      expect(eml).toContain('multipart/alternative');
    },
    FAULT_TIMEOUT_MS,
  );
});
