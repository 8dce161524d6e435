import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet, slowSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const LARGE_FILES = scaled(10, 100);

describe('Fairness', () => {
  it(
    "one person's many large files don't hold up another's small one, and priority goes first",
    async () => {
      await using bench = await startBench({ workers: 1, environment: { WORKER_SLOTS: '1' } });
      const { client } = bench;
      const many = await client.owner('many@example.com', 'never');
      const one = await client.owner('one@example.com', 'never');
      const large = slowSheet(40_000);
      const largeIds: string[] = [];
      for (let n = 0; n < LARGE_FILES; n += 1)
        largeIds.push(await client.upload(many, `${n}.csv`, large.bytes));
      const small = await client.upload(one, 'small.csv', orderSheet(100).bytes);
      const urgent = largeIds.at(-1)!;
      await client.records.updateOne({ _id: new Types.ObjectId(urgent) }, { $set: { priority: 10 } });
      await client.untilEnded([small, urgent]);
      const { createdAt, startedAt } = await client.record(small);
      const before = await client.records.countDocuments({
        ownerId: new Types.ObjectId(many.id),
        startedAt: { $gt: createdAt, $lt: startedAt! },
      });
      // The neighbour of the one in work when the small one came, and the urgent one.
      expect(before).toBeLessThanOrEqual(2);
      await client.records.updateMany({ status: 'pending' }, { $set: { status: 'cancelled' } });
    },
    FAULT_TIMEOUT_MS,
  );
});
