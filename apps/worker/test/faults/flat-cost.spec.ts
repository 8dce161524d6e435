import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const FINISHED_JOBS = scaled(3_000, 200_000);
const HANDFUL = 10;
const BATCH = 1_000;

interface ExecutionStats {
  executionStats: { totalDocsExamined: number; totalKeysExamined: number };
}

describe('Flat cost', () => {
  it(
    'a claim examines a handful of documents however many jobs are done',
    async () => {
      await using bench = await startBench({ workers: 0 });
      const { client, stack } = bench;
      const owner = await client.owner('flat@example.com', 'never');
      const sample = await client.record(await client.upload(owner, 'sample.csv', orderSheet(10).bytes));
      const raw = client.records.collection;
      for (let n = 0; n < FINISHED_JOBS; n += BATCH) {
        const finished = Array.from({ length: BATCH }, () => ({
          ...sample,
          _id: new Types.ObjectId(),
          status: 'completed' as const,
          finishedAt: new Date(),
        }));
        await raw.insertMany(finished);
      }
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
});
