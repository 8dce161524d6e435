import type { Doc } from '../values/document';

/** Documents of one answer. */
export interface Batch {
  documents: Buffer[];
  /** Nothing more will come. */
  done: boolean;
  /** Where a change stream may be taken up again. */
  resumeToken?: Doc;
}

/** Something that answers `getMore`. */
export interface OpenCursor {
  /** The next documents, at most `count` (0: as many as fit); `waitMs`: how long to wait for the first. */
  take(count: number, waitMs: number): Promise<Batch>;
  close(): void;
}

/** How much one answer may hold, in bytes. */
export const BATCH_BYTES = 16 * 1024 * 1024;
/** How many documents the first answer holds if the client does not say. */
export const FIRST_BATCH = 101;

/** A cursor over documents that come in batches. */
export class DocumentCursor implements OpenCursor {
  private waiting: Buffer[] = [];
  private at = 0;
  private ended = false;

  constructor(private readonly source: AsyncIterator<Buffer[]>) {}

  async take(count: number): Promise<Batch> {
    const documents: Buffer[] = [];
    let bytes = 0;
    const wanted = count || Infinity;
    while (documents.length < wanted) {
      const next = this.waiting[this.at] ?? (await this.fetch());
      if (!next) return { documents, done: true };
      if (documents.length > 0 && bytes + next.length > BATCH_BYTES) return { documents, done: false };
      documents.push(next);
      bytes += next.length;
      this.at++;
    }
    return { documents, done: (await this.fetch()) === undefined };
  }

  private async fetch(): Promise<Buffer | undefined> {
    while (this.at >= this.waiting.length) {
      if (this.ended) return undefined;
      const { value, done } = (await this.source.next()) as IteratorResult<Buffer[], undefined>;
      this.ended = done === true;
      this.waiting = value ?? [];
      this.at = 0;
    }
    return this.waiting[this.at];
  }

  close(): void {
    this.ended = true;
    this.waiting = [];
    void this.source.return?.();
  }
}
