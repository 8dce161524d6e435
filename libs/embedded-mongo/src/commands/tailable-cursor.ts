import type { Filter } from '../query/compile-filter';
import { ErrorCode, ServerError } from '../server-error';
import { Breather } from '../storage/breather';
import { type Collection, collectionTable } from '../storage/catalog';
import { CommitWait } from '../storage/commit-wait';
import type { StoredDocument } from '../storage/document-store';
import type { Engine } from '../storage/engine';
import { blob, type Row, type SqliteConnection } from '../storage/sqlite-file';
import { parseDocument } from '../values/parse-document';
import { type Batch, BATCH_BYTES, type OpenCursor } from './open-cursor';

/** What a tailable cursor gives, and whether `getMore` waits for it. */
export interface TailedQuery {
  filter: Filter;
  show: (document: StoredDocument) => Buffer;
  /** Documents that match and are passed over. */
  skip: number;
  /** 0 for all. */
  limit: number;
  awaits: boolean;
}

const PAGE = 100;

/** Follows a capped collection in the order in which its documents come, and stays open at its end. */
export class TailableCursor implements OpenCursor {
  private readonly commits: CommitWait;
  private left: number;
  private toSkip: number;
  private closed = false;
  /** The last document looked at. */
  private last: { rid: number; id: Buffer } | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly collection: Collection,
    private readonly query: TailedQuery,
  ) {
    this.commits = new CommitWait(engine);
    this.left = query.limit || Infinity;
    this.toSkip = query.skip;
  }

  /** @throws ServerError QueryPlanKilled, CappedPositionLost when what it follows is gone */
  async take(count: number, waitMs: number): Promise<Batch> {
    const until = performance.now() + (this.query.awaits ? waitMs : 0);
    for (;;) {
      const documents = await this.read(Math.min(count || Infinity, this.left));
      this.left -= documents.length;
      const done = this.closed || this.left <= 0;
      const wait = until - performance.now();
      if (documents.length > 0 || done || wait <= 0) return { documents, done };
      await this.commits.next(wait);
    }
  }

  close(): void {
    this.closed = true;
    this.commits.end();
  }

  private async read(wanted: number): Promise<Buffer[]> {
    const breather = new Breather();
    const documents: Buffer[] = [];
    let bytes = 0;
    while (documents.length < wanted) {
      const rows = this.nextRows();
      for (const row of rows) {
        const document = { rid: Number(row['rid']), bytes: blob(row['doc']) };
        const matches = this.matches(document);
        const shown = matches && this.toSkip === 0 ? this.query.show(document) : undefined;
        bytes += shown?.length ?? 0;
        if (documents.length >= wanted || (documents.length > 0 && bytes > BATCH_BYTES)) return documents;
        this.last = { rid: document.rid, id: Buffer.from(blob(row['id'])) };
        if (shown) documents.push(shown);
        else if (matches) this.toSkip--;
      }
      if (rows.length < PAGE) break;
      const pause = breather.pause();
      if (pause) await pause;
    }
    return documents;
  }

  private matches({ bytes }: StoredDocument): boolean {
    const { filter } = this.query;
    return filter.matches(parseDocument(bytes, 0, filter.fields));
  }

  private nextRows(): Row[] {
    const { connection, catalog } = this.engine.view();
    const { namespace, id } = this.collection;
    if (catalog.findView(namespace) || catalog.find(namespace)?.id !== id) {
      throw new ServerError(
        ErrorCode.QueryPlanKilled,
        `collection dropped. UUID ${this.collection.uuid.toString('hex')}`,
      );
    }
    const table = collectionTable(id);
    this.checkPosition(connection, table);
    const sql = `SELECT rid, id, doc FROM ${table} WHERE rid > ? ORDER BY rid LIMIT ?`;
    return connection.all(sql, this.last?.rid ?? 0, PAGE);
  }

  /** What has been taken out of the collection before it was read must not be passed over in silence. */
  private checkPosition(connection: SqliteConnection, table: string): void {
    if (!this.last) return;
    const row = connection.get(`SELECT id FROM ${table} WHERE rid = ?`, this.last.rid);
    if (row && blob(row['id']).equals(this.last.id)) return;
    throw new ServerError(
      ErrorCode.CappedPositionLost,
      `CollectionScan died due to position in capped collection being deleted. Last seen record id: RecordId(${this.last.rid})`,
    );
  }
}
