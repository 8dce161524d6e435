import { ErrorCode, ServerError } from '../server-error';
import { Breather } from './breather';
import type { Catalog } from './catalog';
import type { Oplog } from './oplog';
import type { SqliteConnection } from './sqlite-file';
import type { WriteView } from './view';

/** What a commit makes public. */
export interface Commit {
  catalog: Catalog;
  touched: ReadonlySet<string>;
}

interface Job {
  run: (view: WriteView) => Promise<void>;
  /** Tells the client, once the work is on the disk. */
  settle: (error?: unknown) => void;
  /** Runs in a commit of its own, since it may stay open for long. */
  alone: boolean;
}

/** Commands of one commit; what comes later waits for the next. */
const LARGEST_BATCH = 256;
/** How long a batch may gather, in milliseconds. */
const BATCH_MS = 12;

/**
 * Runs writes one after the other on the one writing connection. Those that wait together share a commit, and
 * so one flush to the disk; each is a savepoint of its own, so that its failure undoes it alone.
 */
export class WriteQueue {
  private readonly waiting: Job[] = [];
  private running: Promise<void> | undefined;
  private alone = false;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly oplog: Oplog,
    private readonly catalog: () => Catalog,
    private readonly publish: (commit: Commit) => void,
  ) {}

  /** Whether a transaction of several commands is the one that writes. */
  get heldByTransaction(): boolean {
    return this.alone;
  }

  /** How many writes wait behind the one that runs. */
  get length(): number {
    return this.waiting.length;
  }

  /** Runs `work` in a transaction; fulfilled when it is on the disk. */
  run<T>(work: (view: WriteView) => Promise<T>, breather = new Breather(), alone = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: { value: T } | undefined;
      this.waiting.push({
        alone,
        run: async (view) => {
          view.breather = breather;
          result = { value: await work(view) };
        },
        settle: (error) => {
          if (error === undefined && result) resolve(result.value);
          else
            reject(error instanceof Error ? error : new ServerError(ErrorCode.InternalError, String(error)));
        },
      });
      this.running ??= this.work();
    });
  }

  /** Fulfilled when nothing is left to do. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async work(): Promise<void> {
    // Requests that arrive in the same turn of the event loop are to share the first commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) await this.batch();
    this.running = undefined;
  }

  private async batch(): Promise<void> {
    const touched = new Set<string>();
    const view = this.newView(touched);
    const done: Job[] = [];
    let changed = false;
    try {
      this.connection.exec('BEGIN IMMEDIATE');
    } catch (error) {
      this.waiting.shift()?.settle(asServerError(error));
      return;
    }
    const started = performance.now();
    while (this.waiting.length > 0 && done.length < LARGEST_BATCH && performance.now() - started < BATCH_MS) {
      const job = this.waiting[0];
      if (!job || (job.alone && done.length > 0)) break;
      this.waiting.shift();
      this.alone = job.alone;
      if (await this.step(job, view)) {
        done.push(job);
        changed = true;
      }
      this.alone = false;
      if (job.alone) break;
    }
    this.commit(done, { catalog: view.catalog, touched }, changed);
  }

  private newView(touched: Set<string>): WriteView {
    return {
      connection: this.connection,
      catalog: this.catalog().copy(),
      breather: new Breather(),
      touch: (namespace) => void touched.add(namespace),
      isWatched: (namespace) => this.oplog.isWatched(namespace),
      record: (change) => this.oplog.append(change),
    };
  }

  private async step(job: Job, view: WriteView): Promise<boolean> {
    const before = view.catalog.copy();
    try {
      this.connection.exec('SAVEPOINT step');
      await job.run(view);
      this.connection.exec('RELEASE step');
      return true;
    } catch (error) {
      view.catalog = before;
      job.settle(this.undo() ?? asServerError(error));
      return false;
    }
  }

  /** Takes back a failed step; SQLite may have rolled back the whole transaction already (disk full). */
  private undo(): Error | undefined {
    try {
      if (this.connection.database.isTransaction) this.connection.exec('ROLLBACK TO step; RELEASE step');
      return undefined;
    } catch (error) {
      return asServerError(error);
    }
  }

  private commit(done: Job[], commit: Commit, changed: boolean): void {
    try {
      if (!this.connection.database.isTransaction) throw new Error('the transaction was rolled back');
      this.connection.exec(changed ? 'COMMIT' : 'ROLLBACK');
      if (changed) this.publish(commit);
      done.forEach((job) => job.settle());
    } catch (error) {
      if (this.connection.database.isTransaction) this.connection.exec('ROLLBACK');
      done.forEach((job) => job.settle(asServerError(error)));
    }
  }
}

/** SQLite's failures in the server's words. */
export function asServerError(error: unknown): Error {
  if (error instanceof ServerError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/disk is full/i.test(text)) {
    return new ServerError(14031, 'the disk is full: nothing of this command was written', {
      codeName: 'OutOfDiskSpace',
    });
  }
  if (/no such table/i.test(text)) {
    return new ServerError(175, 'the collection or index was dropped while it was read', {
      codeName: 'QueryPlanKilled',
    });
  }
  if (/database is not open/i.test(text)) {
    return new ServerError(ErrorCode.SnapshotTooOld, 'the snapshot that was read is no longer kept');
  }
  if (/malformed|not a database/i.test(text)) {
    return new ServerError(ErrorCode.InternalError, 'the data file is damaged: restore a backup');
  }
  return error instanceof Error ? error : new Error(text);
}
