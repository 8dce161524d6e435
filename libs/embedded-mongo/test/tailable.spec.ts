import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunningServer } from './running-server';

const running = new RunningServer();
beforeAll(() => running.start());
afterAll(() => running.remove());

/** Longer than any test: an answer comes of the write that was waited for, or not at all. */
const WAIT_MS = 60_000;

it('a cursor that awaits data is woken by the write', async () => {
  const log = await running.client
    .db('orders')
    .createCollection<{ _id: number }>('log', { capped: true, size: 65_536 });
  await log.insertOne({ _id: 1 });
  const cursor = log.find({ _id: { $ne: 3 } }, { tailable: true, awaitData: true, maxAwaitTimeMS: WAIT_MS });
  expect(await cursor.next()).toEqual({ _id: 1 });
  for (const _id of [2, 4]) {
    const next = cursor.next();
    if (_id === 4) await log.insertOne({ _id: 3 });
    await log.insertOne({ _id });
    expect(await next).toEqual({ _id });
  }
  await cursor.close();
});

it('a cursor that waits ends when it is killed', async () => {
  const log = await running.client.db('orders').createCollection('ended', { capped: true, size: 65_536 });
  await log.insertOne({});
  const cursor = log.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: WAIT_MS });
  await cursor.next();
  const rest = cursor.toArray().catch(() => []);
  await cursor.close();
  expect(await rest).toEqual([]);
});
