import { getModelToken } from '@nestjs/mongoose';
import { type INestApplicationContext } from '@nestjs/common';
import { type JobStatus } from '@orders/contracts';
import { type Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JOBS, type JobRecord } from '../src/jobs/job.schema';
import { Throughput } from '../src/statistics/throughput';
import { openStores } from './open-stores';

const NOW = Date.parse('2026-03-15T13:32:10Z');

describe('throughput', () => {
  let stores: INestApplicationContext;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ stores, close } = await openStores());
  });
  afterAll(() => close());

  it('counts what ended in each five minutes of the last hour, by how it ended', async () => {
    const ended = (status: JobStatus, time: string): Partial<JobRecord> => ({
      status,
      finishedAt: new Date(`2026-03-15T${time}Z`),
    });
    const jobs = stores.get<Model<JobRecord>>(getModelToken(JOBS));
    await jobs.collection.insertMany([
      ended('completed', '12:34:59.999'),
      ended('completed', '12:35:00'),
      ended('failed', '12:39:59.999'),
      ended('completed', '13:30:00'),
      ended('completed', '13:32:10'),
      ended('cancelled', '13:31:00'),
      { status: 'processing' },
    ] as JobRecord[]);
    const intervals = await stores.get(Throughput).ofLastHour(NOW);
    expect(intervals).toHaveLength(12);
    expect(intervals[0]).toEqual({ from: '2026-03-15T12:35:00.000Z', completed: 1, failed: 1, cancelled: 0 });
    expect(intervals[1]).toMatchObject({ completed: 0, failed: 0, cancelled: 0 });
    expect(intervals[11]).toEqual({
      from: '2026-03-15T13:30:00.000Z',
      completed: 2,
      failed: 0,
      cancelled: 1,
    });
  });
});
