import { getModelToken } from '@nestjs/mongoose';
import { type INestApplicationContext } from '@nestjs/common';
import { type Model, Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JOBS, type JobRecord } from '../src/jobs/job.schema';
import { JobStore } from '../src/jobs/job-store';
import { DAY_FIGURES, type DayFiguresRecord } from '../src/statistics/day-figures.schema';
import { JobStatistics } from '../src/statistics/job-statistics';
import { openStores } from './open-stores';

const money = (text: string) => Types.Decimal128.fromString(text);
const RANGE = { from: '2026-05-01T22:00:00.000Z', to: '2026-05-05T22:00:00.000Z' };

describe('JobStatistics', () => {
  let stores: INestApplicationContext;
  let close: () => Promise<void>;
  let jobs: Model<JobRecord>;
  let kept: Model<DayFiguresRecord>;
  let statistics: JobStatistics;
  const ann = new Types.ObjectId();
  const bob = new Types.ObjectId();
  beforeAll(async () => {
    ({ stores, close } = await openStores());
    jobs = stores.get(getModelToken(JOBS));
    kept = stores.get(getModelToken(DAY_FIGURES));
    statistics = stores.get(JobStatistics);
  });
  afterAll(() => close());
  beforeEach(() => Promise.all([jobs.deleteMany({}), kept.deleteMany({})]));

  async function completed(finishedAt: string, revenue: string, owner = ann): Promise<string> {
    const _id = new Types.ObjectId();
    const product = (productName: string, quantity: number) => ({
      productName,
      quantity,
      revenue: money(revenue),
    });
    await jobs.collection.insertOne({
      _id,
      status: 'completed',
      ownerId: owner,
      file: { id: null },
      finishedAt: new Date(finishedAt),
      metrics: {
        revenue: money(revenue),
        itemsTotal: 3,
        orders: 2,
        rowsAccepted: 2,
        rowsRejected: 1,
        topByRevenue: [product('Cup', 2), product(`Of ${owner.toHexString()}`, 1)],
      },
    });
    return _id.toHexString();
  }
  const revenueOf = async (scope: 'all' | { ownerId: string }, range = RANGE) =>
    (await statistics.figures(scope, range, 10)).totals.revenue;
  const annsScope = { ownerId: ann.toHexString() };

  it('sums whole days and the parts at both ends up, by day and in all', async () => {
    await completed('2026-05-01T21:59:59.999Z', '1000.00');
    await completed('2026-05-01T22:00:00.000Z', '0.10');
    await completed('2026-05-03T12:00:00.000Z', '0.20');
    await completed('2026-05-03T13:00:00.000Z', '90071992547409.93', bob);
    await completed('2026-05-05T21:59:59.999Z', '0.30');
    await completed('2026-05-05T22:00:00.000Z', '1000.00');
    const { totals, revenueByDay, topProducts } = await statistics.figures('all', RANGE, 1);
    expect(totals).toMatchObject({
      files: 4,
      revenue: '90071992547410.53',
      orders: 8,
      averageOrderValue: '11258999068426.32',
      rowsRejected: 4,
    });
    expect(revenueByDay).toEqual([
      { day: '2026-05-01', revenue: '0.10', files: 1 },
      { day: '2026-05-03', revenue: '90071992547410.13', files: 2 },
      { day: '2026-05-05', revenue: '0.30', files: 1 },
    ]);
    expect(topProducts).toEqual([{ productName: 'Cup', quantity: 8, revenue: '90071992547410.53' }]);
    expect(await revenueOf(annsScope)).toBe('0.60');
  });

  it('keeps days that are over, those without jobs too, and looks at no job of theirs again', async () => {
    await completed('2026-05-03T12:00:00.000Z', '5.00');
    expect(await revenueOf('all')).toBe('5.00');
    expect((await kept.find({}).lean()).map(({ day }) => day).sort()).toEqual([
      '2026-05-02',
      '2026-05-03',
      '2026-05-04',
    ]);
    await jobs.deleteMany({});
    expect(await revenueOf('all')).toBe('5.00');
    expect(await revenueOf(annsScope)).toBe('0.00');
  });

  it('forgets the day of a job that is removed, for its owner and for all', async () => {
    const gone = await completed('2026-05-03T12:00:00.000Z', '5.00');
    await completed('2026-05-03T13:00:00.000Z', '7.00');
    expect([await revenueOf('all'), await revenueOf(annsScope)]).toEqual(['12.00', '12.00']);
    await stores.get(JobStore).removeFinished('all', gone);
    expect([await revenueOf('all'), await revenueOf(annsScope)]).toEqual(['7.00', '7.00']);
    expect(await revenueOf('all')).toBe('7.00');
  });

  it('is right while jobs are removed and looked at by many at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => completed('2026-05-03T12:00:00.000Z', '1.00')),
    );
    await Promise.all(
      ids.slice(0, 15).flatMap((id) => [stores.get(JobStore).removeFinished('all', id), revenueOf('all')]),
    );
    expect(await revenueOf('all')).toBe('5.00');
  });

  it('knows today, which is not over, and everything where no range is given', async () => {
    expect((await statistics.figures('all', {}, 10)).totals.files).toBe(0);
    await completed('2025-01-01T00:00:00.000Z', '1.00');
    await completed(new Date().toISOString(), '2.00');
    expect((await statistics.figures('all', {}, 10)).totals).toMatchObject({ files: 2, revenue: '3.00' });
    await completed(new Date().toISOString(), '4.00');
    expect((await statistics.figures('all', {}, 10)).totals.revenue).toBe('7.00');
  });
});
