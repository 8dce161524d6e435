import { Buffer } from 'node:buffer';
import { type JobOwner } from '@orders/persistence';
import { type ReceivedMail } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Bench, startBench } from './harness/bench';
import { FaultySmtp } from './harness/faulty-smtp';
import { orderSheet } from './harness/order-sheet';
import { FAULT_TIMEOUT_MS } from './harness/scale';

const GOOD = Buffer.from('product,qty,price\nCup,2,3.50\nPot,1,1200\n');
const PARTLY = Buffer.from('product,qty,price\nCup,2,3.50\nCup,x,1\n');
const BROKEN = Buffer.from('product,qty\nCup,2\n');
const LATER = new Date(Date.now() + 3_600_000);

describe('The report of files that were uploaded together', () => {
  let smtp: FaultySmtp;
  let bench: Bench;
  beforeAll(async () => {
    smtp = await FaultySmtp.start();
    bench = await startBench({ workers: 1, environment: { ...smtp.environment, MAIL_ATTACHMENT_KB: '20' } });
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    await smtp.close();
  });

  const mailsTo = ({ email }: JobOwner): ReceivedMail[] => smtp.received.filter(({ to }) => to[0] === email);
  const untilMails = (owner: JobOwner, count: number): Promise<ReceivedMail[]> =>
    vi.waitUntil(() => mailsTo(owner).length >= count && mailsTo(owner), { timeout: FAULT_TIMEOUT_MS });
  const untilSent = async (ids: string[]): Promise<void> => {
    for (const id of ids) await bench.client.until(id, ({ report }) => report.state === 'sent');
  };
  /** The last of the files is not due for an hour. */
  const uploadWithOneLate = async (owner: JobOwner, files: Record<string, Buffer>): Promise<string[]> => {
    const worker = bench.stack.workers[0]!;
    await worker.stop();
    const ids = await bench.client.uploadTogether(owner, files);
    await bench.client.records.updateOne({ _id: ids.at(-1) }, { $set: { availableAt: LATER } });
    await worker.start();
    await bench.client.untilEnded(ids.slice(0, -1));
    await vi.waitUntil(async () =>
      (await bench.client.collection('mails')).some(
        ({ to, held, covers }) =>
          to === owner.email && held === true && (covers as unknown[]).length === ids.length - 1,
      ),
    );
    return ids;
  };

  it('is one mail with every file, the sums, and the rejected rows where they are few', async () => {
    const { client } = bench;
    const owner = await client.owner('batch@example.com', 'always', true);
    const many = orderSheet(4_000, 1, 2);
    const ids = await client.uploadTogether(owner, {
      'good.csv': GOOD,
      'partly.csv': PARTLY,
      'broken.csv': BROKEN,
      'many.csv': many.bytes,
    });
    await untilSent(ids);
    const { _id: first, batchId } = await client.record(ids[0]!);
    const mails = mailsTo(owner);
    expect(mails).toHaveLength(1);
    const { mail } = mails[0]!;
    expect(mail.messageId).toBe(`<batch-${batchId!.toHexString()}@localhost>`);
    expect(mail.subject).toBe('Failed: 1 of 4 files');
    const cents = Math.round(Number(many.revenue) * 100) + 121_400;
    const total = (cents / 100).toLocaleString('en', { minimumFractionDigits: 2 });
    for (const form of [mail.text, mail.html || '']) {
      for (const told of ['good.csv', '1,207.00', '1 row accepted, 1 rejected', 'missing_columns', total])
        expect(form).toContain(told);
      for (const id of ids) expect(form).toContain(`/jobs/${id}`);
    }
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['partly - rejected rows.xlsx']);
    expect(await client.collection('mails')).toMatchObject([{ jobId: first, batchId }]);
  });

  it('waits for the last, lets other mails pass, and takes a cancelled one for ended', async () => {
    const { client } = bench;
    const owner = await client.owner('waits@example.com', 'always', true);
    const ids = await uploadWithOneLate(owner, { 'a.csv': GOOD, 'b.csv': PARTLY, 'late.csv': GOOD });
    const alone = await client.upload(owner, 'alone.csv', GOOD);
    await untilSent([alone]);
    expect(mailsTo(owner).map(({ mail }) => mail.subject)).toEqual(['Completed: alone.csv']);

    await client.jobs.cancel('all', ids[2]!);
    const [, batch] = await untilMails(owner, 2);
    expect(batch!.mail.subject).toBe('Completed: 2 of 3 files');
    expect(batch!.mail.text).toMatch(/late\.csv\s+Cancelled/);
    await untilSent(ids.slice(0, 2));

    // Started again by hand, it is reported by itself.
    await client.jobs.retry('all', ids[2]!);
    await untilSent([ids[2]!]);
    expect(mailsTo(owner).map(({ mail }) => mail.subject)).toEqual([
      'Completed: alone.csv',
      'Completed: 2 of 3 files',
      'Completed: late.csv',
    ]);
  });

  it(
    'goes out under one Message-ID, though the worker is killed before the last end and after the 250',
    async () => {
      const { client, stack } = bench;
      const worker = stack.workers[0]!;
      const owner = await client.owner('killed@example.com', 'always', true);
      const ids = await uploadWithOneLate(owner, { 'a.csv': GOOD, 'b.csv': BROKEN, 'late.csv': GOOD });
      await worker.kill();
      await client.records.updateOne({ _id: ids[2] }, { $set: { availableAt: new Date(0) } });
      const before = smtp.offered;
      const killed = new Promise<void>((resolve) => {
        smtp.answer = (nth) => {
          if (nth === before + 1) void worker.kill().then(resolve);
          return 'accept';
        };
      });
      await worker.start();
      await killed;
      // The lease of the mail would end by itself; the test does not wait for it.
      await client.records.db.collection('mails').updateMany({}, { $set: { nextAttemptAt: new Date(0) } });
      await worker.start();
      await untilSent(ids);
      const mails = mailsTo(owner);
      expect(mails).toHaveLength(2);
      expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(1);
      expect(mails[1]!.mail.subject).toBe('Failed: 1 of 3 files');
    },
    FAULT_TIMEOUT_MS,
  );

  it('waits for files that come one by one', async () => {
    const { client } = bench;
    const owner = await client.owner('one-by-one@example.com', 'always', true);
    const batch = { id: '0123456789abcdef01234567', files: 2 };
    const [first] = await client.uploadTogether(owner, { 'a.csv': GOOD }, 3, batch);
    await client.untilEnded([first!]);
    await vi.waitUntil(async () =>
      (await client.collection('mails')).some(({ to, held }) => to === owner.email && held === true),
    );
    const other = await client.owner('somebody-else@example.com', 'always', true);
    const [foreign] = await client.uploadTogether(other, { 'c.csv': GOOD }, 3, { ...batch, files: 3 });
    await client.untilEnded([foreign!]);
    expect(mailsTo(owner)).toEqual([]);

    const [second] = await client.uploadTogether(owner, { 'b.csv': BROKEN }, 3, batch);
    await untilSent([first!, second!]);
    expect(mailsTo(owner)).toHaveLength(1);
    expect(mailsTo(owner)[0]!.mail.text).toContain('b.csv');
    expect(mailsTo(owner)[0]!.mail.text).not.toContain('c.csv');
  });

  it('is one for each file where its owner wants it so, and none where nothing failed and only that counts', async () => {
    const { client } = bench;
    const single = await client.owner('single@example.com');
    await untilSent(await client.uploadTogether(single, { 'a.csv': GOOD, 'b.csv': GOOD }));
    expect(mailsTo(single)).toHaveLength(2);

    const failures = await client.owner('failures@example.com', 'failed', true);
    await client.untilEnded(await client.uploadTogether(failures, { 'a.csv': GOOD, 'b.csv': GOOD }));
    const [, broken] = await client.uploadTogether(failures, { 'c.csv': GOOD, 'd.csv': BROKEN });
    await untilSent([broken!]);
    expect(mailsTo(failures).map(({ mail }) => mail.subject)).toEqual(['Failed: 1 of 2 files']);
  });
});
