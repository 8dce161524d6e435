import { type Collection, collectionTable, indexTable } from './catalog';
import type { StoredDocument } from './document-store';
import { EntryPages, type IndexRanges } from './entry-pages';
import { blob, type SqliteConnection } from './sqlite-file';

/** Gives stored documents page by page; between pages no statement stays open. */
export interface Scan {
  /** How many keys of indexes have been looked at. */
  readonly keysExamined: number;
  /** How many documents have been fetched. */
  readonly docsExamined: number;
  /** The next documents, perhaps none so far; undefined at the end. */
  next(connection: SqliteConnection): StoredDocument[] | undefined;
}

/** Documents fetched at a time: few at first, since many queries want few. */
export const FIRST_PAGE = 16;
const LARGEST_PAGE = 256;
/** Large documents come fewer at a time, so that a page stays near this size in bytes. */
const PAGE_BYTES = 2 * 1024 * 1024;

/** How many to take after a page: more, as long as they are not too large. */
export function nextPage(
  page: number,
  { length }: readonly unknown[],
  bytes: number,
  most = LARGEST_PAGE,
): number {
  const fitting = bytes > 0 ? Math.floor((PAGE_BYTES * length) / bytes) : most;
  return Math.max(1, Math.min(page * 4, fitting, most));
}

/** What documents take, in bytes. */
export function bytesOf(documents: readonly StoredDocument[]): number {
  return documents.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** All documents in the order in which they came. */
export class TableScan implements Scan {
  readonly keysExamined = 0;
  docsExamined = 0;
  private page = FIRST_PAGE;
  private last: number | undefined;

  constructor(
    private readonly collection: Collection,
    private readonly backward = false,
  ) {}

  next(connection: SqliteConnection): StoredDocument[] | undefined {
    const [compare, order] = this.backward ? ['<', 'DESC'] : ['>', 'ASC'];
    const start = this.backward ? Number.MAX_SAFE_INTEGER : 0;
    const rows = connection.all(
      `SELECT rid, doc FROM ${collectionTable(this.collection.id)} WHERE rid ${compare} ? ORDER BY rid ${order} LIMIT ?`,
      this.last ?? start,
      this.page,
    );
    const documents = rows.map((row) => ({ rid: Number(row['rid']), bytes: blob(row['doc']) }));
    if (documents.length === 0) return undefined;
    this.docsExamined += documents.length;
    this.page = nextPage(this.page, documents, bytesOf(documents));
    this.last = documents.at(-1)?.rid;
    return documents;
  }
}

/** The documents of an index's ranges, in the index's order or backward. */
export class IndexScan implements Scan {
  keysExamined = 0;
  private page = FIRST_PAGE;
  private readonly pages: EntryPages;
  private readonly seen: Set<number> | undefined;

  constructor(collection: Collection, source: IndexRanges) {
    this.pages = new EntryPages(collection, source, true);
    if (source.index.multikey.includes(true)) this.seen = new Set();
  }

  get docsExamined(): number {
    return this.keysExamined;
  }

  next(connection: SqliteConnection): StoredDocument[] | undefined {
    const documents = this.pages.next(this.page, (sql, values) => {
      const rows = connection.lists(sql, ...values);
      const last = rows.at(-1);
      return {
        items: rows.map(([, rid, doc]) => ({ rid: Number(rid), bytes: blob(doc) })),
        last: last && { key: blob(last[0]), rid: Number(last[1]) },
      };
    });
    if (documents.length === 0) return undefined;
    this.keysExamined += documents.length;
    this.page = nextPage(this.page, documents, bytesOf(documents));
    return documents.filter(({ rid }) => this.isNew(rid));
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
  { index, ranges }: IndexRanges,
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
