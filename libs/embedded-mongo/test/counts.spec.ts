import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { type Collection, Decimal128, type Document, Double, Int32, Long, ObjectId } from 'mongodb';
import { RunningServer } from './running-server';

const running = new RunningServer();
let things: Collection;
let plain: Collection;

const IDS = [new ObjectId('0123456789abcdef01234567'), new ObjectId('0123456789abcdef01234568')];
const SCALARS: unknown[] = [
  0,
  1,
  -1,
  1.5,
  new Int32(1),
  new Double(1),
  Long.fromNumber(2 ** 53),
  Decimal128.fromString('1.0'),
  NaN,
  Infinity,
  '',
  'a',
  'ab',
  'a\0b',
  true,
  false,
  null,
  ...IDS,
  new Date(0),
  new Date(5),
];
const VALUES: unknown[] = [...SCALARS, undefined, [], [1], [1, 'a'], { b: 1 }];

beforeAll(async () => {
  await running.start();
  const db = running.client.db('counts');
  [plain, things] = [db.collection('plain'), db.collection('things')];
  await plain.createIndex({ a: 1, b: -1 }, {}, {});
  await things.createIndex({ a: 1, b: -1 }, {}, {});
  const made = (withArrays: boolean): Document[] =>
    VALUES.flatMap((a) => VALUES.map((b) => ({ a, b })))
      .filter(({ a, b }) => !Array.isArray(b) && (withArrays || !Array.isArray(a)))
      .map(({ a, b }) => ({ ...(a !== undefined && { a }), ...(b !== undefined && { b }) }));
  await things.insertMany(made(true));
  await plain.insertMany(made(false));
});
afterAll(() => running.remove());

const scalar = fc.constantFrom(...SCALARS);
const condition = fc.oneof(
  scalar,
  fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $gt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $ne: scalar }),
);
const filter = fc.oneof(
  fc.record({ a: condition }),
  fc.record({ a: condition, b: condition }),
  fc.record({ b: condition }),
);

describe('counts', () => {
  it('equal what is found, with keys alone or with documents', async () => {
    await fc.assert(
      fc.asyncProperty(filter, fc.nat({ max: 3 }), fc.nat({ max: 40 }), async (query, skip, limit) => {
        for (const collection of [plain, things]) {
          const found = (await collection.find(query as Document).toArray()).length;
          expect(await collection.countDocuments(query as Document)).toBe(found);
          const { n } = await running.client
            .db('counts')
            .command({ count: collection.collectionName, query, skip, ...(limit > 0 && { limit }) });
          const left = Math.max(0, found - skip);
          expect(n).toBe(limit > 0 ? Math.min(left, limit) : left);
        }
      }),
      { seed: 20261124, numRuns: 150 },
    );
  });

  it('know an empty collection and one that is not there', async () => {
    const db = running.client.db('counts');
    await db.createCollection('empty');
    for (const name of ['empty', 'nowhere']) {
      expect(await db.collection(name).countDocuments({})).toBe(0);
      expect(await db.collection(name).countDocuments({ a: 1 })).toBe(0);
    }
    expect(await plain.countDocuments({})).toBe(await plain.estimatedDocumentCount());
  });
});
