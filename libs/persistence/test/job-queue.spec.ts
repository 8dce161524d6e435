import { getModelToken } from '@nestjs/mongoose';
import { type INestApplicationContext } from '@nestjs/common';
import { type OrderMetrics, ReadOptions } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { JobIntake } from '../src/jobs/job-intake';
import { type ClaimedJob, LeaseLostError } from '../src/jobs/claimed-job';
import { JobLeases } from '../src/jobs/job-leases';
import { JobQueue, type JobResult } from '../src/jobs/job-queue';
import { JobStore } from '../src/jobs/job-store';
import { JOBS, type JobRecord } from '../src/jobs/job.schema';
import { toMetrics } from '../src/jobs/stored-metrics';
import { TURNS } from '../src/jobs/turn.schema';
import { Outbox } from '../src/outbox/outbox';
import { QueueControl } from '../src/queue-control/queue-control';
import { openStores } from './open-stores';

const LEASE_MS = 60_000;
const METRICS: OrderMetrics = {
  rowsTotal: 2,
  rowsAccepted: 2,
  rowsRejected: 0,
  orders: 2,
  itemsTotal: 3,
  revenue: '12345678901234567890.12',
  averageOrderValue: '6172839450617283945.06',
  distinctProducts: 1,
  topByRevenue: [{ productName: '$price', quantity: 3, revenue: '12345678901234567890.12' }],
  topByQuantity: [],
  largestLine: null,
  smallestLine: null,
  lineValueDistribution: [{ from: '0.00', to: '0.01', lines: 2 }],
  errorsByCode: {},
};
const RESULT: JobResult = {
  metrics: METRICS,
  sheet: { format: 'csv', sheet: null, headerRow: 1, columns: [], decimalSeparator: '.' },
  format: 'csv',
  errorReport: null,
};

describe('the job queue', () => {
  let stores: INestApplicationContext;
  let close: () => Promise<void>;
  let queue: JobQueue;
  let leases: JobLeases;
  let jobs: Model<JobRecord>;
  beforeAll(async () => {
    ({ stores, close } = await openStores());
    queue = stores.get(JobQueue);
    leases = stores.get(JobLeases);
    jobs = stores.get(getModelToken(JOBS));
  });
  afterEach(async () => {
    await jobs.deleteMany({});
    await stores.get<Model<unknown>>(getModelToken(TURNS)).deleteMany({});
  });
  afterAll(() => close());

  const person = (name: string) => ({
    id: new Types.ObjectId().toHexString(),
    name,
    email: `${name}@example.com`,
  });
  const enqueue = async (owner: ReturnType<typeof person>, ...names: string[]): Promise<JobRecord[]> => {
    const files = names.map((name) => ({
      file: { id: new Types.ObjectId(), size: 1, sha256: 'a'.repeat(64), name },
      options: ReadOptions.parse({}),
    }));
    return (await stores.get(JobIntake).enqueue(owner, files, 3))!;
  };
  const claim = async (): Promise<ClaimedJob> => (await queue.claim('worker', LEASE_MS))!;
  const endLease = (id: string) =>
    jobs.updateOne({ _id: id }, { $set: { 'lease.expiresAt': new Date(Date.now() - 1) } });

  it('gives each job to one worker, however many ask at once', async () => {
    await enqueue(person('ann'), ...Array.from({ length: 20 }, (_, n) => `${n}.csv`));
    const claims = await Promise.all(
      Array.from({ length: 40 }, (_, n) => queue.claim(`worker-${n}`, LEASE_MS)),
    );
    const taken = claims.filter((job) => job !== undefined).map((job) => job.id);
    expect(taken).toHaveLength(20);
    expect(new Set(taken).size).toBe(20);
  });

  it('lets owners take turns', async () => {
    await enqueue(person('ann'), ...Array.from({ length: 10 }, (_, n) => `ann-${n}`));
    const order = [(await claim()).file.name, (await claim()).file.name, (await claim()).file.name];
    await enqueue(person('bob'), 'bob-0', 'bob-1');
    for (let n = 0; n < 4; n++) order.push((await claim()).file.name);
    expect(order).toEqual(
      ['ann-0', 'ann-1', 'ann-2', 'bob-0', 'ann-3', 'bob-1', 'ann-4'].toSorted(
        (a, b) => order.indexOf(a) - order.indexOf(b),
      ),
    );
    expect(order.indexOf('bob-0')).toBeLessThanOrEqual(4);
    expect(order.indexOf('bob-1')).toBeLessThanOrEqual(6);
  });

  it('lets a job that was lost twice line up behind its owner’s others', async () => {
    await enqueue(person('ann'), 'unlucky', 'second', 'third');
    const lose = async (): Promise<void> => {
      const job = await claim();
      expect(job.file.name).toBe('unlucky');
      await endLease(job.id);
      await queue.retryLater((await leases.takeOverExpired('recovery', LEASE_MS))!, 'lease', 0);
    };
    await lose();
    await lose();
    const order = [await claim(), await claim(), await claim()].map(({ file }) => file.name);
    expect(order).toEqual(['second', 'third', 'unlucky']);
  });

  it('knows when the next lease ends', async () => {
    expect(await leases.nextLeaseEndMs()).toBeUndefined();
    await enqueue(person('ann'), 'first', 'second');
    const first = await claim();
    await queue.claim('worker', 2 * LEASE_MS);
    const left = (await leases.nextLeaseEndMs())!;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(LEASE_MS);
    await endLease(first.id);
    expect(await leases.nextLeaseEndMs()).toBeLessThan(0);
  });

  it('takes a higher priority first', async () => {
    const [, second] = await enqueue(person('ann'), 'first', 'second');
    await stores.get(JobStore).setPriority('all', second!._id.toHexString(), 5);
    expect((await claim()).file.name).toBe('second');
  });

  it('gives nothing while it is paused', async () => {
    await enqueue(person('ann'), 'waits');
    await stores.get(QueueControl).setPaused(true);
    expect(await queue.claim('worker', LEASE_MS)).toBeUndefined();
    await stores.get(QueueControl).setPaused(false);
    expect((await claim()).file.name).toBe('waits');
  });

  it('stores exact figures, and text that looks like an expression as text', async () => {
    await enqueue(person('ann'), 'a');
    const record = await queue.complete(await claim(), RESULT, 'ann@example.com');
    expect(record.metrics?.revenue.toString()).toBe('12345678901234567890.12');
    expect(record.metrics?.topByRevenue[0]?.productName).toBe('$price');
    expect(record.metrics && toMetrics(record.metrics)).toEqual(METRICS);
    expect(record).toMatchObject({ status: 'completed', lease: null, report: { state: 'pending' } });
  });

  it('looks for what needs attention in an index of its own', async () => {
    const ann = person('ann');
    await enqueue(ann, 'fine', 'broken');
    await queue.complete(await claim(), RESULT, undefined);
    const broken = await claim();
    await queue.fail(broken, { code: 'corrupt_file', message: 'x' }, undefined);
    const explained = (await jobs
      .find({ ownerId: new Types.ObjectId(ann.id), needsAttention: true })
      .sort({ createdAt: -1, _id: -1 })
      .explain('executionStats')) as unknown as { executionStats: { totalDocsExamined: number } };
    expect(explained.executionStats.totalDocsExamined).toBe(1);
    expect(await jobs.countDocuments({ needsAttention: true })).toBe(1);
  });

  it('refuses every write of a worker whose lease was taken over', async () => {
    await enqueue(person('ann'), 'a');
    const stale = await claim();
    await endLease(stale.id);
    const recovered = (await leases.takeOverExpired('recovery', LEASE_MS))!;
    await queue.retryLater(recovered, 'lease', 0);
    const fresh = await claim();
    expect(fresh.fence).toBeGreaterThan(stale.fence);

    const progress = {
      attempt: 1,
      phase: 'reading',
      rows: 1,
      bytes: 1,
      percent: 1,
      rowsPerSecond: 1,
      secondsLeft: 1,
    } as const;
    const error = { code: 'corrupt_file', message: 'x' } as const;
    for (const write of [
      () => queue.heartbeat(stale, LEASE_MS),
      () => queue.progress(stale, progress),
      () => queue.complete(stale, RESULT, undefined),
      () => queue.fail(stale, error, undefined),
      () => queue.retryLater(stale, 'transient', 0),
      () => queue.handBack(stale),
    ]) {
      await expect(write()).rejects.toBeInstanceOf(LeaseLostError);
    }
    expect((await queue.complete(fresh, RESULT, undefined)).status).toBe('completed');
  });

  it('takes the repetition of a finish whose answer was lost as done', async () => {
    await enqueue(person('ann'), 'a');
    const job = await claim();
    const first = await queue.complete(job, RESULT, 'ann@example.com');
    const second = await queue.complete(job, RESULT, 'ann@example.com');
    expect(second.version).toBe(first.version);
    await expect(queue.fail(job, { code: 'corrupt_file', message: 'x' }, undefined)).rejects.toBeInstanceOf(
      LeaseLostError,
    );
  });

  it('does not count an attempt that was handed back, and waits before one that failed is tried again', async () => {
    await enqueue(person('ann'), 'a');
    await queue.handBack(await claim());
    const again = await claim();
    expect(again.attempt).toBe(1);
    const later = await queue.retryLater(again, 'transient', 3_600_000);
    expect(later.availableAt.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    expect(await queue.claim('worker', LEASE_MS)).toBeUndefined();
  });

  it('ends a job once when a person cancels in the moment of its finish', async () => {
    for (let round = 0; round < 20; round++) {
      await enqueue(person('ann'), `${round}`);
      const job = await claim();
      const [finished, cancelled] = await Promise.allSettled([
        queue.complete(job, RESULT, undefined),
        stores.get(JobStore).cancel('all', job.id),
      ]);
      const wasCancelled = cancelled.status === 'fulfilled' && cancelled.value !== null;
      expect(finished.status === 'fulfilled').toBe(!wasCancelled);
    }
  });

  it('turns a finish into one mail, however often the outbox is emptied', async () => {
    await enqueue(person('ann'), 'a');
    const job = await claim();
    await queue.complete(job, RESULT, 'ann@example.com');
    const outbox = stores.get(Outbox);
    await Promise.all([outbox.relay(), outbox.relay(), outbox.relay()]);
    expect(await outbox.relay()).toBe(false);
    const mails = await Promise.all([
      outbox.claimDue(LEASE_MS),
      outbox.claimDue(LEASE_MS),
      outbox.claimDue(LEASE_MS),
    ]);
    expect(mails.filter((mail) => mail !== undefined)).toHaveLength(1);
    const [mail] = mails.filter((found) => found !== undefined);
    expect(mail).toMatchObject({ to: 'ann@example.com', state: 'pending', attempts: 1 });
    const [told] = await outbox.markSent(mail!, { subject: 's', html: 'h', text: 't', transport: 'smtp' });
    expect(told?.report.state).toBe('sent');
    expect(await outbox.claimDue(LEASE_MS)).toBeUndefined();
  });

  it('looks at a handful of documents, however many jobs are done', async () => {
    const [pending] = await enqueue(person('ann'), 'a');
    const done = { ...pending!, status: 'completed' as const };
    await jobs.insertMany(Array.from({ length: 3_000 }, () => ({ ...done, _id: new Types.ObjectId() })));
    const plan = await jobs
      .find({ status: 'pending', $expr: { $lte: ['$availableAt', '$$NOW'] } })
      .sort({ priority: -1, turn: 1, _id: 1 })
      .limit(1)
      .explain('executionStats');
    const { executionStats } = plan as unknown as { executionStats: { totalDocsExamined: number } };
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(5);
  });
});
