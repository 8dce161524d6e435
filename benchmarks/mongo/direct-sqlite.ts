import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A job as the benchmark makes it. */
export interface Job {
  status: string;
  priority: number;
  turn: number;
  ownerId: number;
  createdAt: Date;
  note: string;
}

/** Jobs of ten owners and three priorities. */
export function makeJob(at: number, status: string): Job {
  return {
    status,
    priority: at % 3,
    turn: at,
    ownerId: at % 10,
    createdAt: new Date(at * 1000),
    note: 'n'.repeat(200),
  };
}

/** The same work done on `node:sqlite` directly, in this process: what no server can beat. */
export class DirectSqlite {
  private readonly folder = mkdtempSync(join(tmpdir(), 'bench-sqlite-'));
  private readonly database: DatabaseSync;

  constructor() {
    this.database = new DatabaseSync(join(this.folder, 'data.sqlite'));
    this.database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
       CREATE TABLE jobs (id INTEGER PRIMARY KEY, status TEXT, priority INTEGER, turn INTEGER, owner INTEGER, created INTEGER, note TEXT);
       CREATE INDEX pending ON jobs (priority DESC, turn, id) WHERE status = 'pending';
       CREATE INDEX owner ON jobs (owner, created DESC, id DESC);
       CREATE TABLE chunks (n INTEGER PRIMARY KEY, data BLOB)`,
    );
  }

  private insert(job: Job): void {
    this.database
      .prepare('INSERT INTO jobs (status, priority, turn, owner, created, note) VALUES (?, ?, ?, ?, ?, ?)')
      .run(job.status, job.priority, job.turn, job.ownerId, job.createdAt.getTime(), job.note);
  }

  /** Many jobs in one transaction. */
  fill(count: number, status: string): void {
    this.database.exec('BEGIN');
    for (let at = 0; at < count; at++) this.insert(makeJob(at, status));
    this.database.exec('COMMIT');
  }

  insertOne(at: number): void {
    this.insert(makeJob(at, 'completed'));
  }

  claim(): boolean {
    const row = this.database
      .prepare(
        `UPDATE jobs SET status = 'processing' WHERE id =
           (SELECT id FROM jobs WHERE status = 'pending' ORDER BY priority DESC, turn, id LIMIT 1) RETURNING *`,
      )
      .get();
    return row !== undefined;
  }

  page(owner: number): number {
    return this.database
      .prepare('SELECT * FROM jobs WHERE owner = ? ORDER BY created DESC, id DESC LIMIT 50')
      .all(owner).length;
  }

  aggregate(): number {
    return this.database.prepare('SELECT status, count(*), sum(turn) FROM jobs GROUP BY status').all().length;
  }

  write(chunk: Uint8Array, count: number): void {
    this.database.exec('DELETE FROM chunks');
    for (let n = 0; n < count; n++) this.database.prepare('INSERT INTO chunks VALUES (?, ?)').run(n, chunk);
  }

  read(count: number): number {
    let bytes = 0;
    for (let n = 0; n < count; n++) {
      const row = this.database.prepare('SELECT data FROM chunks WHERE n = ?').get(n);
      if (row?.['data'] instanceof Uint8Array) bytes += row['data'].length;
    }
    return bytes;
  }

  close(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
