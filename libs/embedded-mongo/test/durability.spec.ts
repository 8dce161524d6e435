import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MongoClient, type ChangeStreamInsertDocument } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crashRun } from '../src/cli/crash-test/crash-run';
import {
  EmbeddedMongoStartError,
  findRunningEmbeddedMongo,
  startEmbeddedMongo,
} from '../src/start-embedded-mongo';
import { RunningServer, serverPath } from './running-server';

let running: RunningServer;
beforeEach(() => {
  running = new RunningServer();
});
afterEach(() => running.remove());

describe('the data folder', () => {
  it('keeps every acknowledged write over kills', { timeout: 120_000 }, async () => {
    expect((await crashRun(serverPath, running.dataDir, 2)).problems).toEqual([]);
  });

  it('refuses a second server', async () => {
    await running.start();
    const second = startEmbeddedMongo({ serverPath, dataDir: running.dataDir });
    await expect(second).rejects.toThrow(EmbeddedMongoStartError);
    await expect(second).rejects.toThrow('is in use by another server');
  });

  it('says so when it is damaged', async () => {
    await running.start();
    await running.stop();
    writeFileSync(
      join(running.dataDir, 'data.sqlite'),
      'not a database at all, but long enough to be read as one',
    );
    await expect(startEmbeddedMongo({ serverPath, dataDir: running.dataDir })).rejects.toThrow(
      'not a database',
    );
  });

  it('is copied while it is in use', async () => {
    await running.start();
    await running.client
      .db('a')
      .collection('c')
      .insertMany([{ n: 1 }, { n: 2 }]);
    const target = join(running.dataDir, 'copy.sqlite');
    await running.client.db('admin').command({ embeddedBackup: 1, target });
    const copy = new DatabaseSync(target, { readOnly: true });
    expect(copy.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    copy.close();
  });
});

describe('access', () => {
  it('is for those who know the password', async () => {
    await running.start();
    const bare = new URL(running.process.uri.replace('mongodb:', 'http:'));
    const wrong = `mongodb://orders:wrong@${bare.host}/?authSource=admin&directConnection=true`;
    await expect(new MongoClient(wrong).connect()).rejects.toThrow('Authentication failed');
    const nobody = await new MongoClient(`mongodb://${bare.host}/?directConnection=true`).connect();
    await expect(nobody.db('a').collection('c').findOne()).rejects.toThrow('requires authentication');
    await nobody.close();
  });

  it('keeps the password from other users of the machine, and over restarts', async () => {
    await running.start();
    for (const name of ['credentials.json', 'connection.json']) {
      expect(statSync(join(running.dataDir, name)).mode & 0o777).toBe(0o600);
    }
    const before = readFileSync(join(running.dataDir, 'credentials.json'), 'utf8');
    expect(await findRunningEmbeddedMongo(running.dataDir)).toBe(running.process.uri);
    await running.stop();
    expect(await findRunningEmbeddedMongo(running.dataDir)).toBeUndefined();
    expect(existsSync(join(running.dataDir, 'connection.json'))).toBe(false);
    await running.start();
    expect(readFileSync(join(running.dataDir, 'credentials.json'), 'utf8')).toBe(before);
  });
});

describe('a change stream', () => {
  it('goes on where it was after a kill', async () => {
    await running.start();
    const entries = () => running.client.db('a').collection<{ _id: number }>('c');
    const stream = entries().watch();
    const first = stream.next();
    await stream.tryNext().catch(() => undefined);
    await entries().insertOne({ _id: 1 });
    const { _id: token } = await first;
    await entries().insertMany([{ _id: 2 }, { _id: 3 }]);
    await stream.close();
    await running.stop('kill');
    await running.start();
    const resumed = entries().watch([], { resumeAfter: token });
    const seen = [await resumed.next(), await resumed.next()] as ChangeStreamInsertDocument<{
      _id: number;
    }>[];
    expect(seen.map(({ documentKey }) => documentKey._id)).toEqual([2, 3]);
    await resumed.close();
  });

  it('refuses a place that was never recorded', async () => {
    await running.start();
    const before = { _data: '82' + '0'.repeat(16) };
    const stream = running.client.db('a').collection('never').watch([], { resumeAfter: before });
    await expect(stream.next()).rejects.toMatchObject({ code: 286 });
    await stream.close();
  });
});

describe('expired documents', () => {
  it('are deleted by their TTL index', async () => {
    await running.start(['--ttl-seconds', '1']);
    const entries = running.client.db('a').collection('c');
    await entries.createIndex({ at: 1 }, { expireAfterSeconds: 60 }, {});
    const stream = entries.watch([{ $match: { operationType: 'delete' } }]);
    const deleted = stream.next();
    await entries.insertMany([
      { _id: 1 as never, at: new Date(0) },
      { _id: 2 as never, at: new Date() },
      { _id: 3 as never },
    ]);
    expect(await deleted).toMatchObject({ documentKey: { _id: 1 } });
    expect(await entries.distinct('_id')).toEqual([2, 3]);
    await stream.close();
  });
});
