import type { Collection } from './catalog';
import type { IndexEntry, KeyRange } from './entry-pages';
import type { IndexDefinition } from './index-definition';
import { type EntrySource, KeyScan, LARGEST_PAGE } from './key-scan';
import { FIRST_PAGE } from './scan';
import type { SqliteConnection } from './sqlite-file';

/** Ranges of an index whose keys all begin with the same values. */
export interface KeyRun {
  /** What those values take of each key, in bytes. */
  prefix: number;
  ranges: KeyRange[];
}

/** A run and its first entry that has not been given yet. */
interface Head {
  entry: IndexEntry;
  run: RunReader;
}

/** The entries of several runs of an index, in the order of what follows the runs' own values. */
export class MergedKeyScan implements EntrySource {
  private readonly runs: RunReader[];
  private page = FIRST_PAGE;
  /** In order, the next entry last. */
  private heads: Head[] | undefined;

  constructor(
    collection: Collection,
    index: IndexDefinition,
    runs: KeyRun[],
    private readonly backward: boolean,
  ) {
    const largestPage = Math.max(FIRST_PAGE, Math.floor(LARGEST_PAGE / runs.length));
    this.runs = runs.map(
      ({ prefix, ranges }) =>
        new RunReader(new KeyScan(collection, { index, ranges, backward }, largestPage), prefix),
    );
  }

  get examined(): number {
    return this.runs.reduce((sum, { examined }) => sum + examined, 0);
  }

  next(connection: SqliteConnection): IndexEntry[] | undefined {
    this.heads ??= this.firstHeads(connection);
    const entries: IndexEntry[] = [];
    while (entries.length < this.page) {
      const head = this.heads.pop();
      if (!head) break;
      entries.push(head.entry);
      this.add(this.heads, head.run, connection);
    }
    this.page = Math.min(this.page * 4, LARGEST_PAGE);
    return entries.length > 0 ? entries : undefined;
  }

  private firstHeads(connection: SqliteConnection): Head[] {
    const heads: Head[] = [];
    for (const run of this.runs) this.add(heads, run, connection);
    return heads;
  }

  /** Puts the next entry of a run in its place. */
  private add(heads: Head[], run: RunReader, connection: SqliteConnection): void {
    const entry = run.next(connection);
    if (!entry) return;
    const head = { entry, run };
    let [from, to] = [0, heads.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = heads[middle];
      if (other && this.isBefore(head, other)) from = middle + 1;
      else to = middle;
    }
    heads.splice(from, 0, head);
  }

  private isBefore(left: Head, right: Head): boolean {
    const [{ key }, { key: other }] = [left.entry, right.entry];
    const order =
      key.compare(other, right.run.prefix, other.length, left.run.prefix, key.length) ||
      left.entry.rid - right.entry.rid;
    return this.backward ? order > 0 : order < 0;
  }
}

/** Gives the entries of one run one by one. */
class RunReader {
  private entries: IndexEntry[] = [];
  private at = 0;

  constructor(
    private readonly source: EntrySource,
    readonly prefix: number,
  ) {}

  get examined(): number {
    return this.source.examined;
  }

  next(connection: SqliteConnection): IndexEntry | undefined {
    if (this.at >= this.entries.length) {
      this.entries = this.source.next(connection) ?? [];
      this.at = 0;
    }
    return this.entries[this.at++];
  }
}
