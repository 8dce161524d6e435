import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collection, type Document, type Filter, type FindCursor, MongoClient } from 'mongodb';
import { RunningServer } from './running-server';

const FINISHED = 20_000;
const PENDING = 200;

const running = new RunningServer();
let jobs: Collection;

beforeAll(async () => {
  await running.start();
  jobs = running.client.db('orders').collection('jobs');
  await jobs.createIndex(
    { priority: -1, turn: 1, _id: 1 },
    { partialFilterExpression: { status: 'pending' } },
    {},
  );
  await jobs.createIndex({ ownerId: 1, createdAt: -1, _id: -1 }, {}, {});
  await jobs.createIndex({ status: 1, createdAt: -1, _id: -1 }, {}, {});
  await jobs.createIndex({ 'lease.expiresAt': 1 }, { partialFilterExpression: { status: 'processing' } }, {});
  const made = (at: number, status: string): Document => ({
    status,
    priority: at % 3,
    turn: at,
    ownerId: at % 10,
    createdAt: new Date(at * 1000),
    availableAt: new Date(0),
    lease: status === 'processing' ? { fence: at, expiresAt: new Date(at) } : null,
  });
  await jobs.insertMany(Array.from({ length: FINISHED }, (_, at) => made(at, 'completed')));
  await jobs.insertMany(Array.from({ length: PENDING }, (_, at) => made(at, 'pending')));
});
afterAll(() => running.remove());

interface Stats {
  totalDocsExamined: number;
  nReturned: number;
  executionStages: { stage: string };
}

async function stats(filter: Filter<Document>, sort: Document, limit = 0): Promise<Stats> {
  const explained = await jobs.find(filter).sort(sort).limit(limit).explain('executionStats');
  return explained['executionStats'] as Stats;
}

const NOW = { $expr: { $lte: ['$availableAt', '$$NOW'] } };

describe('the planner', () => {
  it('claims the first of the queue, however many jobs are finished', async () => {
    const found = await stats({ status: 'pending', ...NOW }, { priority: -1, turn: 1, _id: 1 }, 1);
    expect(found.executionStages.stage).toBe('FETCH');
    expect(found.totalDocsExamined).toBeLessThanOrEqual(16);
  });

  it('pages by owner from any place without sorting', async () => {
    const middle = new Date(10_000 * 1000);
    const filter = {
      ownerId: 3,
      $or: [{ createdAt: { $lt: middle } }, { createdAt: middle, _id: { $lt: 0 } }],
    };
    const found = await stats(filter as Filter<Document>, { createdAt: -1, _id: -1 }, 20);
    expect(found.nReturned).toBe(20);
    expect(found.executionStages.stage).toBe('FETCH');
    expect(found.totalDocsExamined).toBeLessThanOrEqual(80);
  });

  it('uses a range and a sort of the same index', async () => {
    const found = await stats(
      { status: 'completed', createdAt: { $gte: new Date(19_990 * 1000) } },
      { createdAt: -1 },
    );
    expect(found).toMatchObject({ nReturned: 10, totalDocsExamined: 10 });
  });

  it('merges the values of an $in in the order asked for', async () => {
    const several = { status: { $in: ['pending', 'completed', 'failed'] } };
    const found = await stats(several, { createdAt: -1 }, 20);
    expect(found).toMatchObject({ nReturned: 20, executionStages: { stage: 'FETCH' } });
    expect(found.totalDocsExamined).toBeLessThanOrEqual(80);
    const filter = { ownerId: { $in: [1, 2, 3] }, createdAt: { $lt: new Date(5_000_000) } };
    const times = (cursor: FindCursor): Promise<unknown[]> =>
      cursor.map(({ createdAt }): unknown => createdAt).toArray();
    const merged = jobs.find(filter).sort({ createdAt: -1, _id: -1 }).limit(50);
    expect((await merged.clone().explain())['queryPlanner']).toMatchObject({
      winningPlan: { stage: 'FETCH', inputStage: { stage: 'SORT_MERGE', inputStages: [{}, {}, {}] } },
    });
    expect(await times(merged)).toEqual(await times(merged.clone().hint({ $natural: 1 })));
  });

  it('uses the index of every branch of an $or', async () => {
    const found = await stats({ $or: [{ status: 'pending', ownerId: 1 }, { _id: 5 as never }] }, {});
    expect(found.nReturned).toBe(PENDING / 10);
    expect(found.totalDocsExamined).toBeLessThan(1000);
  });

  it('reads all without an index', async () => {
    const found = await stats({ turn: 7 }, {});
    expect(found).toMatchObject({
      executionStages: { stage: 'COLLSCAN' },
      totalDocsExamined: FINISHED + PENDING,
    });
  });

  it('leaves a partial index alone when the filter does not imply it', async () => {
    const found = await stats({ priority: 2 }, { priority: -1, turn: 1, _id: 1 });
    expect(found.nReturned).toBe(Math.floor(FINISHED / 3) + Math.floor(PENDING / 3));
  });
});

describe('claims by many workers', () => {
  it('take every job once, in order', { timeout: 60_000 }, async () => {
    const claim = () =>
      jobs.findOneAndUpdate(
        { status: 'pending', ...NOW },
        [{ $set: { status: 'processing', attempt: { $add: [{ $ifNull: ['$attempt', 0] }, 1] } } }],
        { sort: { priority: -1, turn: 1, _id: 1 }, returnDocument: 'after' },
      );
    const claimed: Document[] = [];
    const work = async (): Promise<void> => {
      for (let job = await claim(); job; job = await claim()) claimed.push(job);
    };
    await Promise.all(Array.from({ length: 20 }, work));
    expect(new Set(claimed.map(({ _id }) => String(_id))).size).toBe(PENDING);
    expect(claimed.every(({ attempt }) => attempt === 1)).toBe(true);
  });
});

describe('a slow scan', () => {
  it('does not keep quick commands of others waiting until it is done', async () => {
    const other = await new MongoClient(running.process.uri).connect();
    const costly = { $expr: { $lt: [{ $sum: { $range: [0, 1000] } }, 0] } };
    let ended = false;
    const slow = other
      .db('orders')
      .collection('jobs')
      .find(costly)
      .toArray()
      .catch(() => [])
      .finally(() => (ended = true));
    const quick = running.client.db('orders').collection<{ _id: number }>('quick');
    for (let at = 0; at < 5; at++) {
      await quick.insertOne({ _id: at });
      expect(await quick.findOne({ _id: at })).toEqual({ _id: at });
    }
    expect(ended).toBe(false);
    await other.close();
    await slow;
  });

  it('counts by keys alone where an index holds exactly what is asked for', async () => {
    const explain = async (query: Filter<Document>) =>
      (
        await running.client
          .db('orders')
          .command({ explain: { count: 'jobs', query }, verbosity: 'executionStats' })
      )['executionStats'] as Stats;
    const day = { $gte: new Date(5_000), $lt: new Date(1_000_000) };
    for (const query of [
      {},
      { status: 'completed' },
      { ownerId: { $in: [1, 2] } },
      { ownerId: 3, createdAt: day },
      { ownerId: { $ne: 3 } },
      { ownerId: null },
    ]) {
      expect(await explain(query)).toMatchObject({
        totalDocsExamined: 0,
        executionStages: { stage: 'COUNT' },
      });
    }
    // What no index tells in full is looked up.
    for (const query of [{ ownerId: 3, status: 'pending' }, { ownerId: { $type: 'int' } }, { turn: 5 }]) {
      expect((await explain(query)).executionStages.stage).not.toBe('COUNT');
    }
  });
});
