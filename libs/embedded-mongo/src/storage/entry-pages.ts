import type { SQLInputValue } from 'node:sqlite';
import { type Collection, collectionTable, indexTable } from './catalog';
import type { IndexDefinition } from './index-definition';

/** Keys from `from` (inclusive) up to `to` (exclusive). */
export interface KeyRange {
  from: Buffer;
  to: Buffer;
}

/** What of an index is to be read. */
export interface IndexRanges {
  index: IndexDefinition;
  /** In order and without overlaps. */
  ranges: KeyRange[];
  /** From the last key to the first. */
  backward?: boolean;
}

/** An entry of an index. */
export interface IndexEntry {
  key: Buffer;
  rid: number;
}

/** What one statement has given. */
export interface EntryPage<T> {
  items: T[];
  /** Where to go on; undefined when nothing was left. */
  last: IndexEntry | undefined;
}

/** Runs a statement whose columns are k, rid and, where asked for, doc. */
type ReadPage<T> = (sql: string, values: SQLInputValue[]) => EntryPage<T>;

/** Reads an index's ranges page by page, with or without the documents; no statement stays open in between. */
export class EntryPages {
  private range = 0;
  private last: IndexEntry | undefined;
  private readonly ranges: KeyRange[];
  private readonly backward: boolean;
  private readonly select: string;
  private readonly key: string;

  constructor(collection: Collection, { index, ranges, backward = false }: IndexRanges, documents: boolean) {
    this.backward = backward;
    this.ranges = backward ? [...ranges].reverse() : ranges;
    const table = collectionTable(collection.id);
    const isPrimary = index.id === 0;
    this.key = isPrimary ? 'i.id' : 'i.k';
    const source = isPrimary ? table : indexTable(index.id);
    const join = documents && !isPrimary ? ` CROSS JOIN ${table} AS c ON c.rid = i.rid` : '';
    this.select = `SELECT ${this.key} AS k, i.rid AS rid${documents ? ', doc' : ''} FROM ${source} AS i${join}`;
  }

  /** Up to `count` entries of one range; none at the end of all. */
  next<T>(count: number, read: ReadPage<T>): T[] {
    for (;;) {
      const range = this.ranges[this.range];
      if (!range) return [];
      const { items, last } = this.fetch(range, count, read);
      this.last = last;
      if (last) return items;
      this.range++;
    }
  }

  private fetch<T>(range: KeyRange, count: number, read: ReadPage<T>): EntryPage<T> {
    const direction = this.backward ? 'DESC' : 'ASC';
    const order = `ORDER BY ${this.key} ${direction}, i.rid ${direction} LIMIT ?`;
    if (!this.last) {
      const sql = `${this.select} WHERE ${this.key} >= ? AND ${this.key} < ? ${order}`;
      return read(sql, [range.from, range.to, count]);
    }
    const { key, rid } = this.last;
    const [passed, end, bound] = this.backward ? ['<', '>=', range.from] : ['>', '<', range.to];
    const sql = `${this.select} WHERE (${this.key}, i.rid) ${passed} (?, ?) AND ${this.key} ${end} ? ${order}`;
    return read(sql, [key, rid, bound, count]);
  }
}
