import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Decimal128, Double, GridFSBucket, Long } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunningServer, serverPath } from './running-server';

let from: RunningServer;
let to: RunningServer;
beforeEach(async () => {
  [from, to] = await Promise.all([new RunningServer().start(), new RunningServer().start()]);
  const database = from.client.db('orders');
  await database.collection('a').createIndex({ n: 1 }, { unique: true, name: 'n' }, {});
  await database
    .collection('a')
    .insertMany([
      { n: 1, long: Long.fromNumber(1), double: new Double(1), decimal: Decimal128.fromString('1.50') },
      { n: 2 },
    ]);
  await database.createCollection('b', { viewOn: 'a', pipeline: [{ $match: { n: 2 } }] });
  const upload = new GridFSBucket(database).openUploadStream('file');
  upload.end(Buffer.alloc(600_000, 7));
  await once(upload, 'finish');
});
afterEach(() => Promise.all([from.remove(), to.remove()]));

async function command(...args: string[]): Promise<void> {
  const child = fork(join(serverPath, '../data.js'), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  expect(await once(child, 'exit')).toEqual([0, null]);
}

async function expectSame(): Promise<void> {
  for (const name of ['a', 'fs.files', 'fs.chunks']) {
    const source = from.client.db('orders').collection(name);
    const target = to.client.db('orders').collection(name);
    const raw = { promoteValues: false, sort: { _id: 1 } } as const;
    expect(await target.find({}, raw).toArray()).toEqual(await source.find({}, raw).toArray());
    expect(await target.indexes()).toEqual(await source.indexes());
  }
  expect(await to.client.db('orders').collection('b').find().toArray()).toMatchObject([{ n: 2 }]);
}

it('migrates everything to another server', async () => {
  await command('migrate', '--data-dir', from.dataDir, '--to', to.process.uri);
  await expectSame();
});

it('exports everything into a file and imports it again', async () => {
  const file = join(from.dataDir, 'export.gz');
  await command('export', '--data-dir', from.dataDir, '--to', file);
  await command('import', '--data-dir', to.dataDir, '--from', file);
  await expectSame();
});
