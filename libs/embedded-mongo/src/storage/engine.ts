import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { ErrorCode, ServerError } from '../server-error';
import { Breather } from './breather';
import { Catalog, createSchema } from './catalog';
import { ClusterClock } from './cluster-clock';
import { lastRecordedTime, Oplog } from './oplog';
import { SqliteConnection } from './sqlite-file';
import type { ReadView } from './view';
import { WriteQueue } from './write-queue';

const SNAPSHOT_CACHE_KIB = 8192;

/** The data folder is another server's. */
export class DataFolderLockedError extends Error {}

/** The data in one folder: the file, who may write it, and what is known of it in memory. */
export class Engine {
  readonly oplog: Oplog;
  readonly writes: WriteQueue;
  readonly path: string;
  private readonly writer: SqliteConnection;
  private readonly reader: SqliteConnection;
  private committed: Catalog;
  private commits = 0;
  private lastCommitTime: bigint;
  private readonly lastTouched = new Map<string, number>();

  /** @throws DataFolderLockedError when another server has the folder, Error when the file is damaged */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.lock = lockFolder(folder);
    this.path = join(folder, 'data.sqlite');
    this.writer = SqliteConnection.forWriting(this.path);
    createSchema(this.writer);
    this.reader = SqliteConnection.forReading(this.path);
    this.committed = Catalog.load(this.writer);
    this.oplog = new Oplog(this.writer, new ClusterClock(lastRecordedTime(this.writer)));
    this.lastCommitTime = this.oplog.clock.tick();
    this.writes = new WriteQueue(
      this.writer,
      this.oplog,
      () => this.committed,
      ({ catalog, touched }) => {
        this.committed = catalog;
        this.commits++;
        this.lastCommitTime = this.oplog.clock.tick();
        for (const namespace of touched) this.lastTouched.set(namespace, this.commits);
        this.oplog.events.emit('committed');
      },
    );
  }

  private readonly lock: DatabaseSync;

  /** The time of the last commit: no change that is visible is later. */
  get committedAt(): bigint {
    return this.lastCommitTime;
  }

  /** What is committed, as one operation sees it. */
  view(breather = new Breather()): ReadView {
    const catalog = (): Catalog => this.committed;
    return {
      connection: this.reader,
      breather,
      get catalog() {
        return catalog();
      },
    };
  }

  /** A connection that keeps seeing what is committed now, and the number of that commit. */
  snapshot(): { connection: SqliteConnection; catalog: Catalog; commit: number } {
    const connection = SqliteConnection.forReading(this.path, SNAPSHOT_CACHE_KIB);
    connection.exec('BEGIN');
    connection.get('SELECT count(*) FROM meta');
    return { connection, catalog: this.committed, commit: this.commits };
  }

  /** Whether documents of the namespace have changed since the commit of that number. */
  changedSince(namespace: string, commit: number): boolean {
    return (this.lastTouched.get(namespace) ?? 0) > commit;
  }

  /** Copies the data to a file while they are in use. */
  async backup(target: string): Promise<void> {
    const source = new DatabaseSync(this.path, { readOnly: true });
    try {
      await backup(source, target);
    } finally {
      source.close();
    }
  }

  /** What SQLite finds wrong with the file; empty when it is sound. */
  integrityProblems(): string[] {
    const rows = this.reader.all('PRAGMA integrity_check');
    return rows.map((row) => String(row['integrity_check'])).filter((line) => line !== 'ok');
  }

  /** Bytes of the file. */
  fileBytes(): number {
    const size = Number(this.reader.get('PRAGMA page_size')?.['page_size']);
    return size * Number(this.reader.get('PRAGMA page_count')?.['page_count']);
  }

  /** Finishes what is being written and closes the files. */
  async close(): Promise<void> {
    await this.writes.idle();
    this.reader.close();
    this.writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.writer.close();
    this.lock.close();
  }
}

/** The lock is SQLite's own on a file of its own: the system frees it when the process ends, however it ends. */
function lockFolder(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new DataFolderLockedError(`the data folder ${folder} is in use by another server`);
    }
    throw new ServerError(
      ErrorCode.InternalError,
      `the data folder ${folder} cannot be locked: ${String(error)}`,
    );
  }
  return lock;
}
