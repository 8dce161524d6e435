import { batchesOf, collect, type Stage } from '../aggregation/pipeline';
import type { Batch, OpenCursor } from '../commands/open-cursor';
import { BATCH_BYTES } from '../commands/open-cursor';
import { ErrorCode, ServerError } from '../server-error';
import { CommitWait } from '../storage/commit-wait';
import type { Engine } from '../storage/engine';
import type { OplogEntry } from '../storage/oplog';
import { valuesEqual } from '../values/compare';
import type { Doc } from '../values/document';
import { serializeDocument } from '../values/serialize-document';
import { type ChangeSource } from './change-source';
import { resumeToken } from './resume-token';

const PAGE = 500;

/** A change stream that a client has open: it waits for commits, and never polls. */
export class ChangeStreamCursor implements OpenCursor {
  private readonly ready: { bytes: Buffer; token: Doc }[] = [];
  private closed = false;
  private invalidated = false;
  private readonly commits: CommitWait;

  constructor(
    private readonly engine: Engine,
    private readonly source: ChangeSource,
    private readonly pipeline: Stage,
    private position: bigint,
  ) {
    this.commits = new CommitWait(engine);
  }

  async take(count: number, waitMs: number): Promise<Batch> {
    await this.read(count);
    if (this.ready.length === 0 && waitMs > 0 && !this.invalidated)
      await this.wait(count, performance.now() + waitMs);
    const documents: Buffer[] = [];
    let token: Doc | undefined;
    let bytes = 0;
    while (this.ready.length > 0 && documents.length < (count || Infinity)) {
      const next = this.ready[0];
      if (!next || (documents.length > 0 && bytes + next.bytes.length > BATCH_BYTES)) break;
      this.ready.shift();
      documents.push(next.bytes);
      bytes += next.bytes.length;
      token = next.token;
    }
    const drained = this.ready.length === 0;
    return {
      documents,
      done: (this.invalidated && drained) || this.closed,
      resumeToken: token && !drained ? token : resumeToken(this.position),
    };
  }

  private async wait(count: number, until: number): Promise<void> {
    while (this.ready.length === 0 && !this.closed && !this.invalidated) {
      const left = until - performance.now();
      if (left <= 0) return;
      await this.commits.next(left);
      await this.read(count);
    }
  }

  private async read(count: number): Promise<void> {
    while (this.ready.length < Math.max(count, 1) && !this.invalidated) {
      const entries = this.engine.oplog.after(this.engine.view().connection, this.position, PAGE);
      for (const entry of entries) {
        await this.add(entry);
        this.position = entry.time;
        if (this.hasEnded()) break;
      }
      if (entries.length < PAGE) return;
    }
  }

  private hasEnded(): boolean {
    return this.invalidated;
  }

  private async add(entry: OplogEntry): Promise<void> {
    for (const event of await this.source.eventsOf(entry)) {
      const token = event['_id'];
      const [result] = await collect(this.pipeline(batchesOf([event])));
      if (result && (!('_id' in result) || !valuesEqual(result['_id'], token))) {
        throw new ServerError(
          ErrorCode.ChangeStreamFatalError,
          'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point.',
          {},
          ['NonResumableChangeStreamError'],
        );
      }
      if (result) this.ready.push({ bytes: serializeDocument(result), token: resumeToken(entry.time) });
      if (event['operationType'] === 'invalidate') this.invalidated = true;
    }
  }

  close(): void {
    this.closed = true;
    this.commits.end();
  }
}
