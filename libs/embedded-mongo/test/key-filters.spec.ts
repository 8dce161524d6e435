import fc from 'fast-check';
import {
  BSONSymbol,
  type Collection,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
} from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningServer } from './running-server';

const running = new RunningServer();
let things: Collection;
let jobs: Collection;

const ID = new ObjectId('0123456789abcdef01234567');
const SCALARS: unknown[] = [
  0,
  1,
  1.5,
  new Double(1),
  Long.fromString('9007199254740993'),
  Decimal128.fromString('0.1'),
  NaN,
  '',
  'ab',
  'Abc',
  'a\0b',
  'é',
  true,
  null,
  ID,
  new Date(-5),
  new Date(2 ** 33),
  { x: 1 },
  /ab/,
];
const VALUES: unknown[] = [...SCALARS, undefined];

const JOBS = 2_000;
const SEARCH_INDEX = { ownerId: 1, createdAt: -1, _id: -1, status: 1, searchText: 1 } as const;

beforeAll(async () => {
  await running.start();
  const db = running.client.db('keys');
  things = db.collection('things');
  await things.createIndex({ g: 1, a: -1, 'd.e': 1, b: 1 }, {}, {});
  await things.insertMany(
    VALUES.flatMap((a, at) =>
      VALUES.map((b, turn) => ({
        g: (at + turn) % 3,
        ...(a !== undefined && { a }),
        ...(b !== undefined && { b }),
        c: turn,
        ...(turn % 3 > 0 && { d: turn % 3 === 1 ? { e: a } : at }),
      })),
    ),
  );
  jobs = db.collection('jobs');
  await jobs.createIndex({ ownerId: 1, createdAt: -1, _id: -1 }, {}, {});
  await jobs.createIndex({ status: 1, createdAt: -1, _id: -1 }, {}, {});
  await jobs.createIndex(SEARCH_INDEX, {}, {});
  await jobs.createIndex({ createdAt: -1, _id: -1, status: 1, searchText: 1 }, {}, {});
  await jobs.insertMany(
    Array.from({ length: JOBS }, (_, at) => ({
      ownerId: at % 2,
      createdAt: new Date(at * 1000),
      status: ['completed', 'failed', 'pending'][at % 3],
      searchText: `sales of week ${at}${at % 400 === 0 ? ' Rare find' : ''}`,
      note: 'x'.repeat(500),
    })),
  );
});
afterAll(() => running.remove());

const scalar = fc.constantFrom(...SCALARS.slice(0, -2));
const operators = fc.oneof(
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $gt: fc.oneof(scalar, fc.constantFrom(new MinKey(), new MaxKey())) }),
  fc.record({ $lte: scalar }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $type: fc.constantFrom('string', 'int', 'null', 'long') }),
  fc.record({ $mod: fc.constant([new Int32(2), new Int32(1)]) }),
  fc.record({ $regex: fc.constantFrom('b', '^a', 'C$', '') }),
  fc.record({ $regex: fc.constantFrom('b', '^A', 'C$'), $options: fc.constant('i') }),
);
const condition = fc.oneof(scalar, operators, fc.record({ $not: operators }));
const conditions = fc
  .dictionary(fc.constantFrom('a', 'b', 'd.e', 'c'), condition, { minKeys: 1, maxKeys: 2 })
  .map((filter): Document => ({ ...filter }));
const filter = fc.oneof(
  conditions,
  fc.record({ $or: fc.array(conditions, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $and: fc.array(conditions, { minLength: 1, maxLength: 2 }), b: condition }),
  fc.record({ $nor: fc.array(conditions, { minLength: 1, maxLength: 2 }) }),
);

describe('a filter on the keys of an index', () => {
  it('gives what a filter on the documents gives', async () => {
    await fc.assert(
      fc.asyncProperty(filter, fc.nat({ max: 3 }), async (part, g) => {
        const query = g === 3 ? part : { ...part, g };
        const all = { $natural: 1 } as const;
        const group = [
          { $match: query },
          { $group: { _id: '$b', n: { $sum: 1 }, a: { $min: '$a' } } },
          { $sort: { n: 1, _id: 1 } },
        ];
        const whole = await things.find(query, { hint: all }).sort({ _id: 1 }).toArray();
        const byKeys = await things.find(query, { hint: { g: 1, a: -1, 'd.e': 1, b: 1 } }).toArray();
        expect(byKeys.sort((left, right) => (left._id < right._id ? -1 : 1))).toEqual(whole);
        expect(await things.countDocuments(query)).toBe(whole.length);
        expect(await things.aggregate(group, { promoteValues: false }).toArray()).toEqual(
          await things.aggregate(group, { promoteValues: false, hint: all }).toArray(),
        );
        expect(await things.distinct('b', query)).toHaveLength(
          (
            await things
              .aggregate([...group.slice(0, 1), { $group: { _id: { b: '$b' } } }], { hint: all })
              .toArray()
          ).filter(({ _id }) => 'b' in (_id as Document)).length,
        );
      }),
      { seed: 20261124, numRuns: 60 },
    );
  });

  it('does not take a symbol for a string, whose key it has', async () => {
    const symbols = running.client.db('keys').collection('symbols');
    await symbols.createIndex({ b: 1 }, {}, {});
    await symbols.insertMany([{ b: new BSONSymbol('ab') }, { b: 'ab' }]);
    const types = await symbols
      .aggregate([{ $match: { b: 'ab' } }, { $group: { _id: { $type: '$b' } } }, { $sort: { _id: 1 } }])
      .toArray();
    expect(types).toEqual([{ _id: 'string' }, { _id: 'symbol' }]);
  });
});

describe('runs of an index', () => {
  it('are merged in order, arrays included', async () => {
    const runs = running.client.db('keys').collection<{ _id: number }>('runs');
    await runs.createIndex({ g: 1, h: -1, t: -1, _id: 1 }, {}, {});
    await runs.insertMany(
      Array.from({ length: 300 }, (_, at) => ({
        _id: at,
        g: at % 7 === 0 ? [at % 3, (at + 1) % 3] : at % 3,
        h: at % 4,
        t: (at * 37) % 50,
      })),
    );
    const some = (most: number) => fc.subarray(Array.from({ length: most }, (_, at) => at));
    const query = fc.record({ g: some(4), h: some(5), low: fc.nat(50) }).map(({ g, h, low }) => ({
      g: { $in: g },
      h: { $in: h },
      ...(low < 40 && { t: { $gte: low } }),
    }));
    const sort = fc.constantFrom<Record<string, 1 | -1>>({ t: -1, _id: 1 }, { t: 1, _id: -1 });
    await fc.assert(
      fc.asyncProperty(query, sort, fc.nat({ max: 60 }), async (filter, order, limit) => {
        const find = (hint: Document) =>
          runs
            .find(filter as Document, { hint })
            .sort(order)
            .limit(limit);
        const byIndex = find({ g: 1, h: -1, t: -1, _id: 1 });
        const { queryPlanner } = (await byIndex.clone().explain('queryPlanner')) as unknown as Explained;
        if (filter.g.$in.length * filter.h.$in.length > 1)
          expect(queryPlanner.winningPlan).toMatchObject({ inputStage: { stage: 'SORT_MERGE' } });
        expect(await byIndex.toArray()).toEqual(await find({ $natural: 1 }).toArray());
      }),
      { seed: 20261124, numRuns: 40 },
    );
  });
});

interface Explained {
  queryPlanner: { winningPlan: Document };
  executionStats: { totalDocsExamined: number; totalKeysExamined: number; nReturned: number };
}

const rare = { $regex: 'RARE', $options: 'i' };

async function explainFind(query: Document, limit = 0): Promise<Explained> {
  const cursor = jobs.find(query).sort({ createdAt: -1, _id: -1 }).limit(limit);
  return (await cursor.explain('executionStats')) as unknown as Explained;
}

describe('a search in a text that an index holds', () => {
  it('fetches only documents that match', async () => {
    const found = await explainFind(
      { ownerId: 0, $and: [{ searchText: rare }, { searchText: /^sales/ }] },
      51,
    );
    expect(found.queryPlanner.winningPlan).toMatchObject({
      stage: 'FETCH',
      inputStage: {
        stage: 'IXSCAN',
        keyPattern: SEARCH_INDEX,
        filter: { $and: [{ searchText: rare }, {}] },
      },
    });
    expect(found.executionStats).toMatchObject({
      nReturned: 5,
      totalDocsExamined: 5,
      totalKeysExamined: JOBS / 2,
    });
  });

  it('stops at the limit', async () => {
    const { executionStats } = await explainFind({ searchText: /week/ }, 10);
    expect(executionStats.nReturned).toBe(10);
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(16);
    expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(16);
  });

  it('pages on from any place', async () => {
    const middle = new Date((JOBS / 2) * 1000);
    const page = { $or: [{ createdAt: { $lt: middle } }, { createdAt: middle, _id: { $lt: ID } }] };
    const { executionStats } = await explainFind({ ownerId: 0, searchText: rare, ...page }, 51);
    expect(executionStats).toMatchObject({ nReturned: 3, totalDocsExamined: 3 });
    expect(executionStats.totalKeysExamined).toBeLessThan(JOBS / 2);
  });

  it('leaves the shorter index its due', async () => {
    const { queryPlanner } = await explainFind({ ownerId: 0 }, 51);
    expect(queryPlanner.winningPlan['inputStage']).toMatchObject({
      indexName: 'ownerId_1_createdAt_-1__id_-1',
    });
  });

  it('looks up a few documents rather than reading many keys', async () => {
    const { queryPlanner, executionStats } = await explainFind({ status: 'unknown', searchText: rare }, 51);
    expect(queryPlanner.winningPlan['inputStage']).toMatchObject({
      indexName: 'status_1_createdAt_-1__id_-1',
    });
    expect(executionStats.totalKeysExamined).toBe(0);
  });

  it('counts without a document', async () => {
    for (const [query, nReturned] of [
      [{ ownerId: 0, searchText: rare }, 5],
      [{ searchText: rare, status: { $in: ['completed', 'failed'] } }, 4],
      [{ ownerId: { $ne: 1 }, status: { $exists: true } }, JOBS / 2],
    ] as const) {
      const explained = await running.client
        .db('keys')
        .command({ explain: { count: 'jobs', query }, verbosity: 'executionStats' });
      expect(explained).toMatchObject({
        queryPlanner: { winningPlan: { stage: 'COUNT', inputStage: { stage: 'IXSCAN' } } },
        executionStats: { nReturned, totalDocsExamined: 0 },
      });
      expect(await jobs.countDocuments(query as Document)).toBe(nReturned);
    }
  });

  it('groups by what the index holds without a document', async () => {
    const pipeline = [
      { $match: { ownerId: 0, searchText: rare } },
      { $group: { _id: '$status', count: { $sum: 1 } } },
    ];
    const explained = await jobs.aggregate(pipeline).explain('executionStats');
    expect(explained).toMatchObject({
      queryPlanner: { winningPlan: { stage: 'PROJECTION_COVERED' } },
      executionStats: { totalDocsExamined: 0, totalKeysExamined: JOBS / 2 },
    });
    const groups = await jobs.aggregate(pipeline).toArray();
    expect(groups.sort((left, right) => (left['_id'] < right['_id'] ? -1 : 1))).toEqual([
      { _id: 'completed', count: 2 },
      { _id: 'failed', count: 2 },
      { _id: 'pending', count: 1 },
    ]);
  });

  it('sees an array that comes later', async () => {
    const { insertedId } = await jobs.insertOne({
      ownerId: 0,
      createdAt: new Date(0),
      status: ['failed', 'odd'],
      searchText: 'Rare arrays',
    });
    const query = { ownerId: 0, searchText: rare };
    expect(await jobs.countDocuments({ ...query, status: 'odd' })).toBe(1);
    expect(await jobs.countDocuments(query)).toBe(6);
    const [oldest] = await jobs.find(query).sort({ createdAt: 1, _id: -1 }).limit(1).toArray();
    expect(oldest?._id).toEqual(insertedId);
  });
});
