import type { Breather } from './breather';
import { type Collection, collectionTable, indexTable } from './catalog';
import type { IndexRanges } from './entry-pages';
import { blob, type SqliteConnection } from './sqlite-file';

/** Keys counted in one go before others get their turn. */
const WINDOW = 50_000;
/** Before the first of the documents that share a key. */
const BEFORE_ALL = -1;

/** Counts the keys in ranges of an index, without touching a document. */
export class KeyCounter {
  private readonly table: string;
  private readonly key: string;

  constructor(
    collection: Collection,
    private readonly source: IndexRanges,
  ) {
    const isPrimary = source.index.id === 0;
    this.table = isPrimary ? collectionTable(collection.id) : indexTable(source.index.id);
    this.key = isPrimary ? 'id' : 'k';
  }

  /** Counts no further than `most`. */
  async count(connection: SqliteConnection, breather: Breather, most = Infinity): Promise<number> {
    let counted = 0;
    for (const { from, to } of this.source.ranges) {
      let after = { key: from, rid: BEFORE_ALL };
      for (;;) {
        if (counted >= most) return most;
        const last = this.lastOfWindow(connection, after, to);
        if (!last) {
          counted += this.countRest(connection, after, to);
          break;
        }
        counted += WINDOW;
        after = last;
        await breather.pause();
      }
    }
    return Math.min(counted, most);
  }

  private lastOfWindow(
    connection: SqliteConnection,
    after: { key: Buffer; rid: number },
    to: Buffer,
  ): { key: Buffer; rid: number } | undefined {
    const { table, key } = this;
    const sql =
      `SELECT ${key} AS k, rid FROM ${table} WHERE (${key}, rid) > (?, ?) AND ${key} < ? ` +
      `ORDER BY ${key}, rid LIMIT 1 OFFSET ${WINDOW - 1}`;
    const row = connection.get(sql, after.key, after.rid, to);
    return row && { key: blob(row['k']), rid: Number(row['rid']) };
  }

  private countRest(connection: SqliteConnection, after: { key: Buffer; rid: number }, to: Buffer): number {
    const { table, key } = this;
    const sql = `SELECT count(*) AS n FROM ${table} WHERE (${key}, rid) > (?, ?) AND ${key} < ?`;
    return Number(connection.get(sql, after.key, after.rid, to)?.['n']);
  }
}
