import { getModelToken } from '@nestjs/mongoose';
import { type INestApplicationContext } from '@nestjs/common';
import { ReadOptions } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { JobIntake } from '../src/jobs/job-intake';
import { JobQueue } from '../src/jobs/job-queue';
import { JobStore } from '../src/jobs/job-store';
import { JOBS, type JobRecord } from '../src/jobs/job.schema';
import { NoticeStore } from '../src/notifications/notice-store';
import { BatchReports } from '../src/outbox/batch-reports';
import { MAILS, type MailRecord } from '../src/outbox/mail.schema';
import { Outbox } from '../src/outbox/outbox';
import { UserStore } from '../src/users/user-store';
import { openStores } from './open-stores';

const LEASE_MS = 60_000;
const RENDERED = { subject: 's', html: 'h', text: 't', transport: 'smtp' } as const;

describe('the ends of jobs', () => {
  let stores: INestApplicationContext;
  let close: () => Promise<void>;
  let jobs: Model<JobRecord>;
  let mails: Model<MailRecord>;
  let outbox: Outbox;
  let batches: BatchReports;
  beforeAll(async () => {
    ({ stores, close } = await openStores());
    jobs = stores.get(getModelToken(JOBS));
    mails = stores.get(getModelToken(MAILS));
    outbox = stores.get(Outbox);
    batches = stores.get(BatchReports);
  });
  afterEach(async () => {
    await jobs.deleteMany({});
    await mails.deleteMany({});
  });
  afterAll(() => close());

  /** Uploads files together, for somebody who wants one report. */
  const upload = async (email: string, names: string[]): Promise<JobRecord[]> => {
    const users = stores.get(UserStore);
    const user = await users.create({ email, name: 'Ann', passwordHash: '-', role: 'member' });
    const id = user._id.toHexString();
    await users.setNotificationPreferences(id, { email: 'always', batch: true });
    const files = names.map((name) => ({
      file: { id: new Types.ObjectId(), size: 1, sha256: 'a'.repeat(64), name },
      options: ReadOptions.parse({}),
    }));
    return (await stores.get(JobIntake).enqueue({ id, name: 'Ann', email }, files, 3))!;
  };
  const endNext = async (email: string): Promise<JobRecord> => {
    const queue = stores.get(JobQueue);
    const job = await queue.claim('worker', LEASE_MS);
    return queue.fail(job!, { code: 'corrupt_file', message: 'x' }, email);
  };
  const relayAll = async (): Promise<void> => {
    while (await outbox.relay());
  };
  const claim = async (): Promise<MailRecord> => (await outbox.claimDue(LEASE_MS))!;

  it('of a batch make one mail that waits for the last, and is not looked at without need', async () => {
    const [{ batchId, _id }] = (await upload('a@example.com', ['1', '2', '3'])) as [JobRecord];
    await endNext('a@example.com');
    await endNext('a@example.com');
    await Promise.all(Array.from({ length: 5 }, () => outbox.relay()));
    await relayAll();
    const held = await claim();
    expect(held).toMatchObject({ _id: `batch-${batchId!.toHexString()}`, held: true, jobId: _id });
    expect(held.covers).toHaveLength(2);
    expect(await batches.release(held)).toBeUndefined();
    expect(await outbox.claimDue(LEASE_MS)).toBeUndefined();

    const last = await endNext('a@example.com');
    // It has ended, but has not joined: a look in this moment must not leave it out.
    expect(await batches.release(held)).toBeUndefined();
    await relayAll();
    const mail = (await batches.release(await claim()))!;
    expect(mail).toMatchObject({ attempts: 1, state: 'pending' });
    expect(mail.held).toBeUndefined();
    expect(mail.covers!.map(({ jobId }) => jobId)).toContainEqual(last._id);
    expect(await outbox.claimDue(LEASE_MS)).toBeUndefined();
    const told = await outbox.markSent(mail, RENDERED);
    expect(told.map(({ report }) => report.state)).toEqual(['sent', 'sent', 'sent']);
    expect(await mails.countDocuments()).toBe(1);
  });

  it('of a batch are told once, though a step is done again after the mail was sent', async () => {
    const [one, two] = await upload('b@example.com', ['1', '2']);
    const ended = await endNext('b@example.com');
    await stores.get(JobStore).cancel('all', two!._id.toHexString());
    await relayAll();
    await outbox.markSent((await batches.release(await claim()))!, RENDERED);
    // As if the worker had been killed before it could strike the entry out.
    await jobs.updateOne({ _id: one!._id }, { $set: { outbox: ended.outbox } });
    await relayAll();
    expect(await mails.countDocuments()).toBe(1);
    expect(await jobs.countDocuments({ outbox: { $exists: true } })).toBe(0);

    // Started again by a person, a job is reported by itself.
    await stores.get(JobStore).retry('all', one!._id.toHexString());
    const again = await endNext('b@example.com');
    await relayAll();
    expect(await claim()).toMatchObject({
      _id: `job-${one!._id.toHexString()}-${again.fence}`,
      jobId: one!._id,
    });
    expect(await mails.countDocuments()).toBe(2);
  });

  it('are listed and counted at a cost that other jobs do not raise', async () => {
    const [job] = await upload('c@example.com', ['1']);
    await endNext('c@example.com');
    const notices = stores.get(NoticeStore);
    const ownerId = job!.ownerId.toHexString();
    const ended = (await jobs.findById(job!._id).lean<JobRecord>())!;
    const copies = (count: number, change: Partial<JobRecord>): JobRecord[] =>
      Array.from({ length: count }, () => ({ ...ended, ...change, _id: new Types.ObjectId() }));
    await jobs.insertMany([
      ...copies(200, { ownerId: new Types.ObjectId() }),
      ...copies(200, { resultFence: null, status: 'cancelled', notice: 'read' }),
      ...copies(200, { notice: 'read', finishedAt: new Date(0) }),
    ]);
    expect(await notices.unread(ownerId)).toBe(1);
    const page = await notices.list(ownerId, { limit: 10 });
    expect(page.items.map(({ read }) => read)).toEqual([false, ...Array.from({ length: 9 }, () => true)]);
    const examined = async (query: ReturnType<typeof jobs.find>): Promise<number> => {
      const plan = await query.explain('executionStats');
      return (plan as unknown as { executionStats: { totalDocsExamined: number } }).executionStats
        .totalDocsExamined;
    };
    const own = { ownerId: job!.ownerId };
    expect(await examined(jobs.find({ ...own, notice: 'unread' }))).toBe(1);
    const list = jobs.find({ ...own, resultFence: { $gt: 0 } }).sort({ finishedAt: -1, _id: -1 });
    // A little is read ahead.
    expect(await examined(list.limit(11))).toBeLessThan(40);
  });
});
