import { ErrorCode, ServerError } from '../server-error';
import type { Catalog } from '../storage/catalog';
import type { Engine } from '../storage/engine';
import type { SqliteConnection } from '../storage/sqlite-file';

/** How long an unused snapshot is kept, in milliseconds: the server's own default. */
const KEPT_MS = 5 * 60 * 1000;
/** Each snapshot keeps the write-ahead log from shrinking, so there are few. */
const MOST = 16;
const CHECK_MS = 10_000;

/** The data as they were at a commit's time. */
export interface Snapshot {
  time: bigint;
  connection: SqliteConnection;
  catalog: Catalog;
}

/** The snapshots that sessions read outside transactions, by their times; the least used goes first. */
export class SnapshotRegistry {
  private readonly snapshots = new Map<bigint, Snapshot & { lastUsed: number }>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly engine: Engine) {
    this.timer = setInterval(() => this.expire(Date.now() - KEPT_MS), CHECK_MS);
    this.timer.unref();
  }

  /**
   * What was committed at `time`, or what is now when none is given.
   * @throws ServerError SnapshotTooOld when that is no longer kept
   */
  at(time?: bigint): Snapshot {
    const { committedAt } = this.engine;
    const wanted = time === undefined || time >= committedAt ? committedAt : time;
    const found = this.snapshots.get(wanted);
    if (!found && wanted !== committedAt) throw snapshotTooOld();
    const snapshot = found ?? { ...this.engine.snapshot(), time: committedAt, lastUsed: 0 };
    snapshot.lastUsed = Date.now();
    // The map's order is the order of use.
    this.snapshots.delete(wanted);
    this.snapshots.set(wanted, snapshot);
    const [oldest] = this.snapshots.keys();
    if (this.snapshots.size > MOST && oldest !== undefined) this.drop(oldest);
    return snapshot;
  }

  private expire(before: number): void {
    for (const [time, { lastUsed }] of this.snapshots) if (lastUsed < before) this.drop(time);
  }

  private drop(time: bigint): void {
    this.snapshots.get(time)?.connection.close();
    this.snapshots.delete(time);
  }

  close(): void {
    clearInterval(this.timer);
    for (const time of this.snapshots.keys()) this.drop(time);
  }
}

export const snapshotTooOld = (): ServerError =>
  new ServerError(ErrorCode.SnapshotTooOld, 'Read timestamp is older than the oldest available timestamp.');
