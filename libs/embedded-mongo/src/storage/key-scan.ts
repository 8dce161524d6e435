import type { Collection } from './catalog';
import { EntryPages, type IndexEntry, type IndexRanges } from './entry-pages';
import { FIRST_PAGE, nextPage } from './scan';
import { blob, type Row, type SqliteConnection } from './sqlite-file';

/** Gives entries of an index page by page, without their documents. */
export interface EntrySource {
  /** How many entries have been given. */
  readonly examined: number;
  /** The next entries; undefined at the end. */
  next(connection: SqliteConnection): IndexEntry[] | undefined;
}

/** Small enough for a page to be judged well within the time that others may be kept waiting. */
export const LARGEST_PAGE = 256;

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
    const entries = this.pages.next(this.page, (sql, values) => {
      const items = entriesOf(connection.get(joined(sql), ...values));
      return { items, last: items.at(-1) };
    });
    if (entries.length === 0) return undefined;
    const bytes = entries.reduce((sum, { key }) => sum + key.length, 0);
    this.examined += entries.length;
    this.page = nextPage(this.page, entries, bytes, this.largestPage);
    return entries;
  }
}

/** All keys of a page as one value: much quicker to take over from SQLite than a value for each. */
const joined = (sql: string): string =>
  `SELECT CAST(group_concat(k, '') AS BLOB) AS keys, group_concat(length(k)) AS lengths, group_concat(rid) AS rids FROM (${sql})`;

function entriesOf(row: Row | undefined): IndexEntry[] {
  const { keys: joinedKeys, lengths, rids } = row ?? {};
  if (typeof lengths !== 'string' || typeof rids !== 'string') return [];
  const keys = blob(joinedKeys);
  const numbers = rids.split(',');
  let at = 0;
  const entries = lengths.split(',').map((length, index) => ({
    key: keys.subarray(at, (at += Number(length))),
    rid: Number(numbers[index]),
  }));
  if (at !== keys.length || entries.length !== numbers.length)
    throw new RangeError('the keys of an index came in another length than they have');
  return entries;
}
