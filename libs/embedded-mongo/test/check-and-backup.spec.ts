import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellReport } from '../src/cli/data/tell-report';
import { checkDatabase } from '../src/storage/check-database';
import { startEmbeddedMongo } from '../src/start-embedded-mongo';
import { dataCommand } from './data-commands';
import { RunningServer, serverPath } from './running-server';

let server: RunningServer;
beforeAll(async () => {
  server = await new RunningServer().start();
  const items = server.client.db('orders').collection<{ _id: number }>('items');
  await items.createIndex({ tags: 1, n: -1 }, { name: 'tags' }, {});
  await items.createIndex({ n: 1 }, { name: 'n', unique: true }, {});
  await items.insertMany(
    Array.from({ length: 300 }, (_, n) => ({ _id: n, n, tags: n % 3 === 0 ? ['a', 'b'] : 'c' })),
  );
});
afterAll(() => server.remove());

const SOUND = 'orders.items: 300 documents, 3 indexes, 700 entries in them\nsound\n';

it('finds data in use sound, and tells so of a damaged index by its exit code', async () => {
  expect(await dataCommand('check', '--data-dir', server.dataDir)).toEqual({ code: 0, said: SOUND });
  const folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-damaged-'));
  await server.client.db('admin').command({ embeddedBackup: 1, target: join(folder, 'data.sqlite') });
  damage(join(folder, 'data.sqlite'), 'DELETE FROM i2 WHERE rid = 7');
  const { code, said } = await dataCommand('check', '--data-dir', folder);
  expect(code).toBe(1);
  expect(said).toMatch(/index n: row 7 has no entry[^]*2 problems: restore a backup/);
  rmSync(folder, { recursive: true, force: true });
});

function damage(path: string, sql: string): void {
  const file = new DatabaseSync(path);
  file.exec(sql);
  file.close();
}

describe('check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-check-'));
  const sound = join(folder, 'sound.sqlite');
  beforeAll(() => server.client.db('admin').command({ embeddedBackup: 1, target: sound }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['nothing', '', ['sound']],
    ['an entry too few', 'DELETE FROM i2 WHERE rid = 7', ['index n: row 7 has no entry', '299 entries']],
    [
      'an entry too many',
      "INSERT INTO i2 VALUES (x'01', 9999)",
      ['an entry of row 9999, which is not there'],
    ],
    ['a wrong entry', "UPDATE i1 SET k = x'ff' WHERE rid = 5", ['row 5 has no entry']],
    [
      'an entry of other values',
      "INSERT INTO i1 VALUES (x'0102', 8)",
      ['index tags: a wrong entry of row 8'],
    ],
    ['a document cut short', "UPDATE c1 SET doc = x'0500' WHERE rid = 3", ['row 3: no valid document']],
    ['a key of another _id', "UPDATE c1 SET id = x'7777' WHERE rid = 4", ['row 4: its key is not that']],
    ['an index not marked for arrays', "UPDATE indexes SET multikey = '00'", ['is not marked for']],
    ['a table of nobody', 'CREATE TABLE i77 (k BLOB)', ['the table i77 belongs to no collection']],
  ])('tells of %s', (_, sql, told) => {
    const path = join(folder, 'damaged.sqlite');
    copyFileSync(sound, path);
    damage(path, sql);
    const lines: string[] = [];
    expect(tellReport(checkDatabase(path), (line) => lines.push(line))).toBe(sql === '');
    for (const line of told) expect(lines.join('\n')).toContain(line);
  });
});

it('backs up while writes run; the copy opens as the data of one moment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-backup-'));
  const items = server.client.db('orders').collection<{ _id: number }>('items');
  let next = 1000;
  let stop = false;
  const writes = (async () => {
    while (!stop) await items.insertOne({ _id: next, n: next++, tags: 'while' } as { _id: number });
  })();
  const target = join(folder, 'copy.sqlite');
  const acknowledged = next - 1;
  const { code } = await dataCommand('backup', '--data-dir', server.dataDir, '--to', target);
  stop = true;
  await writes;
  expect(code).toBe(0);

  copyFileSync(target, join(folder, 'data.sqlite'));
  const restored = await startEmbeddedMongo({ serverPath, dataDir: folder });
  const client = await new MongoClient(restored.uri).connect();
  const copy = await client
    .db('orders')
    .collection<{ _id: number }>('items')
    .find()
    .sort({ _id: 1 })
    .toArray();
  const source = await items.find().sort({ _id: 1 }).limit(copy.length).toArray();
  // A prefix of the writes, none missing in between, and nothing that was acknowledged before.
  expect(copy).toEqual(source);
  expect(copy.at(-1)?._id).toBeGreaterThanOrEqual(acknowledged);
  await client.close();
  await restored.stop();
  expect(await dataCommand('check', '--data-dir', folder)).toMatchObject({ code: 0 });
  rmSync(folder, { recursive: true, force: true });
});
