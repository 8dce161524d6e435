import type { StoredDocument } from '../storage/document-store';
import type { Scan } from '../storage/scan';
import type { SqliteConnection } from '../storage/sqlite-file';

/** The documents of several scans, each once. */
export class UnionScan implements Scan {
  private readonly seen = new Set<number>();
  private at = 0;

  constructor(private readonly scans: Scan[]) {}

  get keysExamined(): number {
    return this.scans.reduce((sum, scan) => sum + scan.keysExamined, 0);
  }

  get docsExamined(): number {
    return this.scans.reduce((sum, scan) => sum + scan.docsExamined, 0);
  }

  next(connection: SqliteConnection): StoredDocument[] | undefined {
    for (;;) {
      const scan = this.scans[this.at];
      if (!scan) return undefined;
      const documents = scan.next(connection);
      if (!documents) {
        this.at++;
        continue;
      }
      const fresh = documents.filter(({ rid }) => !this.seen.has(rid));
      fresh.forEach(({ rid }) => this.seen.add(rid));
      return fresh;
    }
  }
}
