import { EventEmitter } from 'node:events';
import type { Doc } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { serializeDocument } from '../values/serialize-document';
import { type ClusterClock, toTimestamp } from './cluster-clock';
import { blob, type SqliteConnection } from './sqlite-file';
import type { ChangeRecord } from './view';

/** How many changes are kept for streams to resume. */
const KEPT_ENTRIES = 100_000;
/** How many bytes of changes are kept. */
const KEPT_BYTES = 256 * 1024 * 1024;
const PRUNE_EVERY = 1000;

/** The fields of an entry that are no part of the event itself. */
export const EXPANDED = 'expanded';
export const IMAGES = 'images';

/** One recorded change. */
export interface OplogEntry {
  time: bigint;
  event: Doc;
}

/** The bounded record of changes in namespaces that have ever been watched. */
export class Oplog {
  /** Emits `committed` when changes have become visible. */
  readonly events = new EventEmitter();
  private readonly watched = new Map<string, bigint>();
  private added = 0;

  constructor(
    private readonly connection: SqliteConnection,
    readonly clock: ClusterClock,
  ) {
    this.events.setMaxListeners(0);
    for (const row of connection.all('SELECT namespace, CAST(since AS TEXT) AS since FROM watched')) {
      this.watched.set(String(row['namespace']), BigInt(String(row['since'])));
    }
  }

  /** Since when the namespace, its database or the deployment (`''`) has been recorded. */
  watchedSince(scope: string): bigint | undefined {
    const dot = scope.indexOf('.');
    const candidates = ['', dot < 0 ? scope : scope.slice(0, dot), scope].map((name) =>
      this.watched.get(name),
    );
    return candidates.reduce((first, since) =>
      since !== undefined && (first === undefined || since < first) ? since : first,
    );
  }

  isWatched(namespace: string): boolean {
    return this.watched.size > 0 && this.watchedSince(namespace) !== undefined;
  }

  /** Starts recording a collection, a database or all (`''`); within a write. */
  watch(scope: string): void {
    const since = this.clock.tick();
    this.connection.run('INSERT OR IGNORE INTO watched (namespace, since) VALUES (?, ?)', scope, since);
    this.watched.set(scope, since);
  }

  /** Appends a change; within a write. */
  append(change: ChangeRecord): void {
    const time = this.clock.tick();
    const event: Doc = {
      operationType: change.operationType,
      clusterTime: toTimestamp(time),
      wallTime: new Date(),
      ...change.fields,
      ns: change.ns,
      ...(change.expanded && { [EXPANDED]: change.expanded }),
      ...(change.images && { [IMAGES]: change.images }),
    };
    const namespace = [change.ns['db'], change.ns['coll']]
      .filter((part) => typeof part === 'string')
      .join('.');
    this.connection.run(
      'INSERT INTO oplog (ts, namespace, entry) VALUES (?, ?, ?)',
      time,
      namespace,
      serializeDocument(event),
    );
    if (++this.added % PRUNE_EVERY === 0) this.prune();
  }

  private prune(): void {
    const row = this.connection.get(
      `SELECT CAST(max(ts) AS TEXT) AS floor FROM (
         SELECT ts, row_number() OVER recent AS position, sum(length(entry)) OVER recent AS bytes
         FROM oplog WINDOW recent AS (ORDER BY ts DESC))
       WHERE position > ? OR bytes > ?`,
      KEPT_ENTRIES,
      KEPT_BYTES,
    );
    const floor = row?.['floor'];
    if (typeof floor !== 'string') return;
    this.connection.run('DELETE FROM oplog WHERE ts <= ?', BigInt(floor));
    this.connection.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('oplogFloor', ?)", floor);
  }

  /** The time up to which changes have been forgotten. */
  floor(reader: SqliteConnection): bigint {
    const row = reader.get("SELECT value FROM meta WHERE key = 'oplogFloor'");
    return row ? BigInt(String(row['value'])) : 0n;
  }

  /** The next changes after `time`, committed ones only. */
  after(reader: SqliteConnection, time: bigint, count: number): OplogEntry[] {
    return reader
      .all('SELECT CAST(ts AS TEXT) AS ts, entry FROM oplog WHERE ts > ? ORDER BY ts LIMIT ?', time, count)
      .map((row) => ({ time: BigInt(String(row['ts'])), event: parseDocument(blob(row['entry'])) }));
  }
}

/** The time of the last change recorded before this start. */
export function lastRecordedTime(connection: SqliteConnection): bigint {
  const row = connection.get(
    'SELECT CAST(max(coalesce((SELECT max(ts) FROM oplog), 0), coalesce((SELECT max(since) FROM watched), 0)) AS TEXT) AS last',
  );
  const last = row?.['last'];
  return typeof last === 'string' ? BigInt(last) : 0n;
}
