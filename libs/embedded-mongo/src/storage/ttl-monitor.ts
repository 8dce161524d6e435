import { findDocuments } from '../query/find-documents';
import { parseDocument } from '../values/parse-document';
import type { Collection } from './catalog';
import { CollectionWriter } from './collection-writer';
import type { Engine } from './engine';
import type { IndexDefinition } from './index-definition';
import { pruneReplies } from './retry-table';

const DELETE_AT_ONCE = 500;

/** Deletes documents that have expired by their TTL indexes, in small commits. */
export class TtlMonitor {
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | undefined;

  constructor(
    private readonly engine: Engine,
    seconds: number,
    private readonly log: (message: string, error: unknown) => void,
  ) {
    this.timer = setInterval(() => this.start(), Math.max(seconds, 1) * 1000);
    this.timer.unref();
  }

  private start(): void {
    this.running ??= this.run()
      .catch((error: unknown) => this.log('deleting expired documents failed', error))
      .finally(() => {
        this.running = undefined;
      });
  }

  /** Deletes all that has expired by now. */
  async run(): Promise<void> {
    await this.engine.writes.run(async (view) => {
      pruneReplies(view.connection);
      return Promise.resolve();
    });
    for (const collection of this.engine.view().catalog.all()) {
      for (const index of collection.indexes) {
        while (index.expireAfterSeconds !== undefined && (await this.deleteSome(collection, index)));
      }
    }
  }

  private deleteSome(collection: Collection, index: IndexDefinition): Promise<boolean> {
    const [field] = index.fields;
    const before = new Date(Date.now() - (index.expireAfterSeconds ?? 0) * 1000);
    return this.engine.writes.run(async (view) => {
      const current = view.catalog.find(collection.namespace);
      if (!field || !current?.indexes.some(({ id }) => id === index.id)) return false;
      const filter = {
        [field.path]: { $lte: before },
        ...(index.spec['partialFilterExpression'] as object | undefined),
      };
      const writer = new CollectionWriter(view, current);
      let count = 0;
      const query = {
        filter,
        limit: DELETE_AT_ONCE,
        context: {},
        ...(!index.sparse && { hint: index.name }),
      };
      for await (const batch of findDocuments(view, current, query).batches) {
        for (const stored of batch) writer.remove(stored, parseDocument(stored.bytes));
        count += batch.length;
      }
      return count === DELETE_AT_ONCE;
    });
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
