import { type Collection, collectionTable, indexTable } from './catalog';
import type { StoredDocument } from './document-store';
import type { IndexDefinition } from './index-definition';
import { blob, type SqliteConnection } from './sqlite-file';

/** Keys from `from` (inclusive) up to `to` (exclusive). */
export interface KeyRange {
  from: Buffer;
  to: Buffer;
}

/** Gives stored documents page by page; between pages no statement stays open. */
export interface Scan {
  /** How many keys or rows have been looked at. */
  readonly examined: number;
  /** The next documents, none at the end. */
  next(connection: SqliteConnection): StoredDocument[];
}

/** Documents fetched at a time: few at first, since many queries want few. */
const FIRST_PAGE = 16;
const LARGEST_PAGE = 256;
/** Large documents come fewer at a time, so that a page stays near this size in bytes. */
const PAGE_BYTES = 2 * 1024 * 1024;

function nextPage(page: number, documents: StoredDocument[]): number {
  const bytes = documents.reduce((sum, document) => sum + document.bytes.length, 0);
  const fitting = bytes > 0 ? Math.floor((PAGE_BYTES * documents.length) / bytes) : LARGEST_PAGE;
  return Math.max(1, Math.min(page * 4, fitting, LARGEST_PAGE));
}

/** All documents in the order in which they came. */
export class TableScan implements Scan {
  examined = 0;
  private page = FIRST_PAGE;
  private last: number | undefined;

  constructor(
    private readonly collection: Collection,
    private readonly backward = false,
  ) {}

  next(connection: SqliteConnection): StoredDocument[] {
    const [compare, order] = this.backward ? ['<', 'DESC'] : ['>', 'ASC'];
    const start = this.backward ? Number.MAX_SAFE_INTEGER : 0;
    const rows = connection.all(
      `SELECT rid, doc FROM ${collectionTable(this.collection.id)} WHERE rid ${compare} ? ORDER BY rid ${order} LIMIT ?`,
      this.last ?? start,
      this.page,
    );
    this.examined += rows.length;
    const documents = rows.map((row) => ({ rid: Number(row['rid']), bytes: blob(row['doc']) }));
    this.page = nextPage(this.page, documents);
    this.last = documents.at(-1)?.rid ?? this.last;
    return documents;
  }
}

/** The documents of an index's ranges, in the index's order or backward. */
export class IndexScan implements Scan {
  examined = 0;
  private page = FIRST_PAGE;
  private range = 0;
  private last: { key: Buffer; rid: number } | undefined;
  private readonly seen: Set<number> | undefined;
  private readonly ranges: KeyRange[];

  constructor(
    private readonly collection: Collection,
    private readonly index: IndexDefinition,
    ranges: KeyRange[],
    private readonly backward = false,
  ) {
    this.ranges = backward ? [...ranges].reverse() : ranges;
    if (index.multikey.includes(true)) this.seen = new Set();
  }

  next(connection: SqliteConnection): StoredDocument[] {
    for (;;) {
      const range = this.ranges[this.range];
      if (!range) return [];
      const rows = this.fetch(connection, range);
      const last = rows.at(-1);
      if (last) this.last = { key: blob(last['k']), rid: Number(last['rid']) };
      else {
        this.range++;
        this.last = undefined;
        continue;
      }
      this.examined += rows.length;
      const documents = rows.map((row) => ({ rid: Number(row['rid']), bytes: blob(row['doc']) }));
      this.page = nextPage(this.page, documents);
      const fresh = documents.filter(({ rid }) => this.isNew(rid));
      if (fresh.length > 0) return fresh;
    }
  }

  private fetch(connection: SqliteConnection, range: KeyRange): Record<string, unknown>[] {
    const [key, table] = this.index.id === 0 ? ['id', ''] : ['k', indexTable(this.index.id)];
    const documents = collectionTable(this.collection.id);
    const source = table
      ? `${table} AS i CROSS JOIN ${documents} AS c ON c.rid = i.rid`
      : `${documents} AS i`;
    const columns = table ? 'i.k AS k, i.rid AS rid, c.doc AS doc' : 'i.id AS k, i.rid AS rid, i.doc AS doc';
    const direction = this.backward ? 'DESC' : 'ASC';
    const order = `ORDER BY i.${key} ${direction}, i.rid ${direction} LIMIT ?`;
    if (!this.last) {
      const sql = `SELECT ${columns} FROM ${source} WHERE i.${key} >= ? AND i.${key} < ? ${order}`;
      return connection.all(sql, range.from, range.to, this.page);
    }
    const { key: at, rid } = this.last;
    return this.backward
      ? connection.all(
          `SELECT ${columns} FROM ${source} WHERE (i.${key}, i.rid) < (?, ?) AND i.${key} >= ? ${order}`,
          at,
          rid,
          range.from,
          this.page,
        )
      : connection.all(
          `SELECT ${columns} FROM ${source} WHERE (i.${key}, i.rid) > (?, ?) AND i.${key} < ? ${order}`,
          at,
          rid,
          range.to,
          this.page,
        );
  }

  private isNew(rid: number): boolean {
    if (!this.seen) return true;
    if (this.seen.has(rid)) return false;
    this.seen.add(rid);
    return true;
  }
}

/** How many keys lie in the ranges, counted no further than `most`. */
export function countKeys(
  connection: SqliteConnection,
  collection: Collection,
  index: IndexDefinition,
  ranges: KeyRange[],
  most: number,
): number {
  const [key, table] = index.id === 0 ? ['id', collectionTable(collection.id)] : ['k', indexTable(index.id)];
  let count = 0;
  for (const { from, to } of ranges) {
    const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM ${table} WHERE ${key} >= ? AND ${key} < ? LIMIT ?)`;
    count += Number(connection.get(sql, from, to, most - count)?.['n']);
    if (count >= most) break;
  }
  return count;
}
