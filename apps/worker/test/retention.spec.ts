import { Readable } from 'node:stream';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Bench, startBench } from './harness/bench';
import { orderSheet } from './harness/order-sheet';
import { parsersOf } from './harness/processes';

const LONG_AGO = new Date(Date.now() - 40 * 86_400_000);

let bench: Bench;

beforeAll(async () => {
  bench = await startBench({
    workers: 1,
    environment: { SWEEP_MS: '1000', PENDING_FILE_MS: '1000', FILE_RETENTION_DAYS: '30' },
  });
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const stored = async (bucket: string): Promise<string[]> =>
  (await bench.client.collection(`${bucket}.files`)).map(({ _id }) => (_id as Types.ObjectId).toHexString());

describe('Retention', () => {
  it('removes files and row errors of jobs that ended long ago, and of no other', async () => {
    const { client } = bench;
    const owner = await client.owner('retention@example.com', 'never');
    const sheet = orderSheet(100, 1, 10);
    const old = await client.upload(owner, 'old.csv', sheet.bytes);
    const recent = await client.upload(owner, 'recent.csv', sheet.bytes);
    await client.untilEnded([old, recent]);
    const parsers = parsersOf(bench.stack.workers[0]!);
    for (const parser of parsers) process.kill(parser, 'SIGSTOP');
    const running = await client.upload(owner, 'running.csv', orderSheet(300).bytes);
    await client.until(running, ({ progress }) => progress?.phase === 'reading');
    await client.records.updateMany({}, { $set: { createdAt: LONG_AGO } });
    await client.records.updateOne({ _id: new Types.ObjectId(old) }, { $set: { finishedAt: LONG_AGO } });

    await client.until(old, ({ fileAvailable }) => !fileAvailable);
    await vi.waitUntil(async () => (await client.collection('rowErrors')).length === 10);
    const kept = [await client.record(recent), await client.record(running)];
    await vi.waitUntil(async () => (await stored('orderFiles')).length === 2);
    expect(new Set(await stored('orderFiles'))).toEqual(
      new Set(kept.map(({ file }) => file.id!.toHexString())),
    );
    expect(await client.job(old)).toMatchObject({ status: 'completed', metrics: { revenue: sheet.revenue } });
    for (const parser of parsers) process.kill(parser, 'SIGCONT');
    await client.untilEnded([running]);
  });

  it('removes uploads that never became a job', async () => {
    const { client } = bench;
    const { id } = await client.files.save('orderFiles', 'lost.csv', Readable.from([Buffer.from('a,b')]));
    expect(await stored('orderFiles')).toContain(id.toHexString());
    await vi.waitUntil(async () => !(await stored('orderFiles')).includes(id.toHexString()), {
      timeout: 10_000,
    });
  });
});
