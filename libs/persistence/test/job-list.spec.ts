import { type INestApplicationContext } from '@nestjs/common';
import { getModelToken } from '@nestjs/mongoose';
import { JobListQuery, type JobListParams, ReadOptions } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobIntake } from '../src/jobs/job-intake';
import { JobList } from '../src/jobs/job-list';
import { JOBS, type JobRecord } from '../src/jobs/job.schema';
import { searchTextOf } from '../src/jobs/search-text';
import { openStores } from './open-stores';

const JOB_COUNT = 2_000;
/** Documents that a database may fetch ahead of a page, and those of the page. */
const READ_AHEAD = 100;
const RARE = [700, 1_400];

type Command = Record<string, unknown>;

describe('the list of jobs', () => {
  let stores: INestApplicationContext;
  let close: () => Promise<void>;
  let jobs: Model<JobRecord>;
  let list: JobList;
  const ann = { id: new Types.ObjectId().toHexString(), name: 'Ann', email: 'ann@example.com' };

  beforeAll(async () => {
    ({ stores, close } = await openStores());
    jobs = stores.get(getModelToken(JOBS));
    list = stores.get(JobList);
    await jobs.init();
    const file = { id: new Types.ObjectId(), size: 1, sha256: 'a'.repeat(64), name: 'orders.csv' };
    const [sample] = (await stores
      .get(JobIntake)
      .enqueue(ann, [{ file, options: ReadOptions.parse({}) }], 3))!;
    const records = Array.from({ length: JOB_COUNT }, (_, n) => {
      const record = {
        ...sample!,
        _id: new Types.ObjectId(),
        status: n % 3 === 0 ? ('failed' as const) : ('completed' as const),
        file: { ...file, name: `orders-${n}.csv`, size: n },
        createdAt: new Date(Date.now() - n * 1_000),
      };
      const message = RARE.includes(n) ? 'The price of the Blue Mug is missing.' : 'The file is empty.';
      const error = { code: 'empty_file' as const, message };
      return { ...record, searchText: searchTextOf(record, { metrics: null, error }) };
    });
    await jobs.insertMany(records);
  });
  afterAll(() => close());

  /** The page that a query gives, and how many documents the database read for it. */
  async function look(
    params: JobListParams,
  ): Promise<{ names: string[]; total: number | null; examined: number }> {
    const sent: Command[] = [];
    jobs.db.set('debug', (_collection: string, method: string, filter: Command, options: Command) => {
      if (method === 'find') sent.push({ filter, ...options });
    });
    const page = await list.page({ ownerId: ann.id }, JobListQuery.parse(params));
    jobs.db.set('debug', false);
    const [{ filter, sort, limit }] = sent as [Command];
    const explained = (await jobs.db.db!.command({
      explain: { find: 'jobs', filter, sort, limit },
      verbosity: 'executionStats',
    })) as { executionStats: { totalDocsExamined: number } };
    return {
      names: page.items.map(({ file }) => file.name),
      total: page.total,
      examined: explained.executionStats.totalDocsExamined,
    };
  }

  it('finds by all words of a search, whatever their case and order, and reads only what it finds', async () => {
    const found = await look({ search: ' MUG price', limit: 10 });
    expect(found).toEqual({ names: ['orders-700.csv', 'orders-1400.csv'], total: 2, examined: 2 });
  });

  it('takes a search as text, not as a pattern', async () => {
    expect(await look({ search: 'orders.*csv' })).toMatchObject({ total: 0, examined: 0 });
  });

  it('counts what a search finds by state', async () => {
    const counts = await list.counts({ ownerId: ann.id }, JobListQuery.parse({ search: 'orders-1' }));
    const named = Array.from({ length: JOB_COUNT }, (_, n) => n).filter((n) => `${n}`.startsWith('1'));
    const failed = named.filter((n) => n % 3 === 0).length;
    expect(counts).toMatchObject({ failed, completed: named.length - failed, pending: 0 });
  });

  it.each(['-createdAt', 'fileName', '-size', 'revenue'] as const)(
    'reads little more than it shows when sorted by %s',
    async (sort) => {
      const { total, examined } = await look({ sort, limit: 20 });
      expect(total).toBe(JOB_COUNT + 1);
      expect(examined).toBeLessThanOrEqual(READ_AHEAD);
    },
  );

  it('reads little more than it shows of several states', async () => {
    const { total, examined } = await look({ status: 'failed,completed', limit: 20 });
    expect(total).toBe(JOB_COUNT);
    expect(examined).toBeLessThanOrEqual(READ_AHEAD);
  });

  it('reads no more than it shows of sizes', async () => {
    const { total, examined } = await look({ minSize: 1_990, limit: 20 });
    expect(total).toBe(10);
    expect(examined).toBeLessThanOrEqual(10);
  });
});
