import type { Collection } from './catalog';
import { EntryPages, type IndexEntry, type IndexRanges } from './entry-pages';
import { FIRST_PAGE, nextPage } from './scan';
import { blob, type SqliteConnection } from './sqlite-file';

/** Gives entries of an index page by page, without their documents. */
export interface EntrySource {
  /** How many entries have been given. */
  readonly examined: number;
  /** The next entries; undefined at the end. */
  next(connection: SqliteConnection): IndexEntry[] | undefined;
}

/** Small enough for a page to be judged well within the time that others may be kept waiting. */
export const LARGEST_PAGE = 1024;

/** The entries of an index's ranges, in the index's order or backward. */
export class KeyScan implements EntrySource {
  examined = 0;
  private page = FIRST_PAGE;
  private readonly pages: EntryPages;

  /** `largestPage`: how many entries are held at a time at most. */
  constructor(
    collection: Collection,
    source: IndexRanges,
    private readonly largestPage = LARGEST_PAGE,
  ) {
    this.pages = new EntryPages(collection, source, false);
  }

  next(connection: SqliteConnection): IndexEntry[] | undefined {
    const rows = this.pages.next(connection, this.page);
    if (rows.length === 0) return undefined;
    let bytes = 0;
    const entries = rows.map(([k, rid]) => {
      const key = blob(k);
      bytes += key.length;
      return { key, rid: Number(rid) };
    });
    this.examined += entries.length;
    this.page = nextPage(this.page, entries, bytes, this.largestPage);
    return entries;
  }
}
