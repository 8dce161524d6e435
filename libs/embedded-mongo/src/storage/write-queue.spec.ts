import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Catalog, createCollection, createSchema } from './catalog';
import { ClusterClock } from './cluster-clock';
import { CollectionWriter } from './collection-writer';
import { Oplog } from './oplog';
import { SqliteConnection } from './sqlite-file';
import { WriteQueue } from './write-queue';

let folder: string;
let connection: SqliteConnection;
let queue: WriteQueue;
let commits: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'write-queue-'));
  connection = SqliteConnection.forWriting(join(folder, 'data.sqlite'));
  createSchema(connection);
  let catalog = Catalog.load(connection);
  commits = 0;
  queue = new WriteQueue(
    connection,
    new Oplog(connection, new ClusterClock(0n)),
    () => catalog,
    (commit) => {
      catalog = commit.catalog;
      commits++;
    },
  );
  await queue.run((view) => Promise.resolve(view.catalog.put(createCollection(connection, 'a.c', {}))));
});
afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true, force: true });
});

const insert = (id: number, text = ''): Promise<void> =>
  queue.run((view) => {
    new CollectionWriter(view, view.catalog.find('a.c')!).insert({ _id: id, text });
    return Promise.resolve();
  });
const count = (): unknown => connection.get('SELECT count(*) AS n FROM c1')?.['n'];

describe('writes', () => {
  it('that wait together share a commit', async () => {
    await Promise.all([insert(1), insert(2), insert(3)]);
    expect(count()).toBe(3);
    expect(commits).toBe(2);
  });

  it('fail alone', async () => {
    const results = await Promise.allSettled([insert(1), insert(1), insert(2)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(count()).toBe(2);
  });

  it('fail with a clear error on a full disk, and go on when there is room again', async () => {
    connection.exec('PRAGMA max_page_count = 40');
    const large = 'x'.repeat(200_000);
    await insert(1);
    await expect(Promise.all([insert(2, large), insert(3, large)])).rejects.toMatchObject({
      code: 14031,
      codeName: 'OutOfDiskSpace',
    });
    connection.exec('PRAGMA max_page_count = 100000');
    await insert(4, large);
    expect(connection.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    expect(count()).toBeGreaterThanOrEqual(2);
  });
});
