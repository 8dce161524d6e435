import { type Collection, collectionTable } from './catalog';
import type { StoredDocument } from './document-store';
import type { IndexEntry } from './entry-pages';
import type { EntrySource } from './key-scan';
import { bytesOf, FIRST_PAGE, nextPage, type Scan } from './scan';
import { blob, type SqliteConnection } from './sqlite-file';

/** Fetches the documents of those entries of an index whose keys pass. */
export class FetchingScan implements Scan {
  docsExamined = 0;
  private page = FIRST_PAGE;
  private waiting: IndexEntry[] = [];
  private at = 0;
  private readonly seen = new Set<number>();
  private readonly select: string;

  /** `passes`: whether the document of a key may match. */
  constructor(
    collection: Collection,
    private readonly entries: EntrySource,
    private readonly passes: (key: Buffer) => boolean,
    private readonly repeats: boolean,
  ) {
    this.select = `SELECT doc FROM ${collectionTable(collection.id)} WHERE rid = ?`;
  }

  get keysExamined(): number {
    return this.entries.examined;
  }

  next(connection: SqliteConnection): StoredDocument[] | undefined {
    if (this.at >= this.waiting.length) {
      const entries = this.entries.next(connection);
      if (!entries) return undefined;
      this.waiting = entries.filter(({ key, rid }) => this.passes(key) && this.isNew(rid));
      this.at = 0;
    }
    const documents: StoredDocument[] = [];
    for (const { rid } of this.waiting.slice(this.at, this.at + this.page)) {
      this.at++;
      const row = connection.get(this.select, rid);
      if (row) documents.push({ rid, bytes: blob(row['doc']) });
    }
    this.docsExamined += documents.length;
    if (documents.length > 0) this.page = nextPage(this.page, documents, bytesOf(documents));
    return documents;
  }

  /** A document has several entries only in a multikey index. */
  private isNew(rid: number): boolean {
    if (!this.repeats) return true;
    if (this.seen.has(rid)) return false;
    this.seen.add(rid);
    return true;
  }
}
