import { setTimeout } from 'node:timers/promises';
import { type Page } from '@orders/contracts';
import { type JobRecord } from '@orders/persistence';
import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { type Bench, startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { cpuSeconds } from '../harness/processes';
import { FAULT_TIMEOUT_MS, itInFull, scaled } from '../harness/scale';

const FINISHED_JOBS = scaled(3_000, 200_000);
const HANDFUL = 10;
const BATCH = 1_000;
const PAGE = 200;
const IDLE_WORKERS = 4;
const IDLE_MS = 20_000;
const CORE_SHARE = 0.05;

type Document = Record<string, unknown>;

interface ExecutionStats {
  executionStats: { totalDocsExamined: number; totalKeysExamined: number };
}

/** Stores `count` jobs that are done, one a second, and gives the one that they are like. */
async function storeFinishedJobs({ client }: Bench, count: number): Promise<JobRecord> {
  const owner = await client.owner('flat@example.com', 'never');
  const sample = await client.record(await client.upload(owner, 'sample.csv', orderSheet(10).bytes));
  const now = Date.now();
  for (let n = 0; n < count; n += BATCH) {
    const finished = Array.from({ length: BATCH }, (_, index) => ({
      ...sample,
      _id: new Types.ObjectId(),
      status: 'completed' as const,
      createdAt: new Date(now - (n + index) * 1_000),
      finishedAt: new Date(),
    }));
    await client.records.collection.insertMany(finished);
  }
  return sample;
}

describe('Flat cost', () => {
  it(
    'a claim examines a handful of documents however many jobs are done',
    async () => {
      await using bench = await startBench({ workers: 0 });
      const { client, stack } = bench;
      const sample = await storeFinishedJobs(bench, FINISHED_JOBS);
      const due = { status: 'pending', $expr: { $lte: ['$availableAt', '$$NOW'] } };
      const explained = (await client.records.db.db!.command({
        explain: {
          findAndModify: 'jobs',
          query: due,
          sort: { priority: -1, turn: 1, _id: 1 },
          update: { $set: { touched: true } },
        },
        verbosity: 'executionStats',
      })) as ExecutionStats;
      expect(explained.executionStats.totalDocsExamined).toBeLessThanOrEqual(HANDFUL);
      await stack.addWorker().start();
      expect(await client.untilEnded([sample._id.toHexString()])).toMatchObject([{ status: 'completed' }]);
    },
    FAULT_TIMEOUT_MS,
  );

  it(
    'a page of the history examines no more than it shows, at any depth',
    async () => {
      await using bench = await startBench({ workers: 0 });
      const { client } = bench;
      await storeFinishedJobs(bench, FINISHED_JOBS);
      const finds: Document[] = [];
      client.records.db.set(
        'debug',
        (collection: string, method: string, filter: unknown, options: unknown) => {
          if (collection === 'jobs' && method === 'find') finds.push({ filter, ...(options as object) });
        },
      );
      const query = { sort: '-createdAt' as const, limit: PAGE };
      let shown = 0;
      let cursor: string | null = null;
      do {
        const page: Page<JobRecord> = await client.list.page('all', cursor ? { ...query, cursor } : query);
        shown += page.items.length;
        cursor = page.nextCursor;
      } while (cursor);
      client.records.db.set('debug', false);
      expect(shown).toBe(FINISHED_JOBS + 1);
      expect(finds).toHaveLength(Math.ceil(shown / PAGE));
      for (const find of [finds[0]!, finds.at(Math.floor(finds.length / 2))!, finds.at(-1)!]) {
        const { filter, sort, limit } = find;
        const explained = (await client.records.db.db!.command({
          explain: {
            find: 'jobs',
            filter: filter as Document,
            sort: sort as Document,
            limit: limit as number,
          },
          verbosity: 'executionStats',
        })) as ExecutionStats;
        expect(explained.executionStats.totalDocsExamined).toBeLessThanOrEqual(2 * PAGE);
      }
    },
    FAULT_TIMEOUT_MS,
  );

  itInFull(
    'idle workers use little of a core',
    async () => {
      await using bench = await startBench({
        workers: IDLE_WORKERS,
        environment: { POLL_MS: '1000', LEASE_MS: '15000' },
      });
      const pids = bench.stack.workers.map(({ pid }) => pid);
      await setTimeout(IDLE_MS);
      const before = cpuSeconds(pids);
      await setTimeout(IDLE_MS);
      const share = ((cpuSeconds(pids) - before) * 1_000) / IDLE_MS;
      process.stdout.write(`idle: ${IDLE_WORKERS} workers use ${(share * 100).toFixed(1)} % of a core\n`);
      expect(share).toBeLessThan(CORE_SHARE);
    },
    FAULT_TIMEOUT_MS,
  );
});
