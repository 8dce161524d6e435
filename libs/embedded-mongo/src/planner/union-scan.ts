import type { StoredDocument } from '../storage/document-store';
import type { Scan } from '../storage/scan';
import type { SqliteConnection } from '../storage/sqlite-file';

/** The documents of several scans, each once. */
export class UnionScan implements Scan {
  private readonly seen = new Set<number>();
  private at = 0;

  constructor(private readonly scans: Scan[]) {}

  get examined(): number {
    return this.scans.reduce((sum, scan) => sum + scan.examined, 0);
  }

  next(connection: SqliteConnection): StoredDocument[] {
    for (;;) {
      const scan = this.scans[this.at];
      if (!scan) return [];
      const documents = scan.next(connection);
      if (documents.length === 0) {
        this.at++;
        continue;
      }
      const fresh = documents.filter(({ rid }) => !this.seen.has(rid));
      fresh.forEach(({ rid }) => this.seen.add(rid));
      if (fresh.length > 0) return fresh;
    }
  }
}
