import { KeyJudge, NO_MATCH } from '../planner/key-judge';
import type { CoveredPlan } from '../planner/plan';
import { type Collection, collectionTable } from '../storage/catalog';
import type { EntrySource } from '../storage/key-scan';
import { KeyCounter } from '../storage/key-counter';
import { blob } from '../storage/sqlite-file';
import type { ReadView } from '../storage/view';
import type { Doc } from '../values/document';
import { UNTOLD } from '../values/key-reader';
import { parseDocument } from '../values/parse-document';
import { compileFilter, type Filter } from './compile-filter';
import { type DocumentQuery, findDocuments, planOf, window } from './find-documents';

/**
 * A query that an index's keys answer, documents being fetched only where a key does not tell a value in full;
 * undefined when no such index is the best way. `values`: the top-level fields that are needed.
 */
export function coveredQuery(
  view: ReadView,
  collection: Collection,
  query: DocumentQuery,
  values: ReadonlySet<string>,
): CoveredQuery | undefined {
  const { covered, sorted } = planOf(view, collection, query, values);
  if (!covered || (query.sort && !sorted)) return undefined;
  return new CoveredQuery(view, collection, covered, query, values);
}

/** What a query finds, of each document only the top-level fields named: from keys alone where they tell them. */
export async function* documentsWith(
  view: ReadView,
  collection: Collection,
  query: DocumentQuery,
  values: ReadonlySet<string> | undefined,
): AsyncGenerator<Doc[]> {
  const covered = values && coveredQuery(view, collection, query, values);
  if (covered) {
    yield* covered.documents();
    return;
  }
  const { batches } = findDocuments(view, collection, query);
  for await (const batch of batches) yield batch.map(({ bytes }) => parseDocument(bytes, 0, values));
}

/** A query on its way over an index's keys. */
export class CoveredQuery {
  docsExamined = 0;
  private readonly entries: EntrySource;
  private readonly judge: KeyJudge;
  private readonly filter: Filter;
  private counted = 0;

  constructor(
    private readonly view: ReadView,
    private readonly collection: Collection,
    private readonly plan: CoveredPlan,
    private readonly query: DocumentQuery,
    private readonly values: ReadonlySet<string>,
  ) {
    this.entries = plan.entries();
    this.judge = new KeyJudge(plan.source.index, plan.filter, values);
    this.filter = compileFilter(query.filter, query.context);
  }

  get keysExamined(): number {
    return this.entries.examined + this.counted;
  }

  /** The stage that reads the index, as `explain` shows it. */
  get stage(): Doc {
    if (this.plan.filter || this.values.size > 0) return this.plan.stage;
    const { keyPattern, indexName } = this.plan.stage;
    return { stage: 'COUNT_SCAN', keyPattern, indexName };
  }

  /** The matching documents with the fields asked for, in the query's order and window. */
  documents(): AsyncGenerator<Doc[]> {
    return window(this.matching(), this.query.skip ?? 0, this.query.limit ?? 0);
  }

  /** How many documents match, within the query's window. */
  async count(): Promise<number> {
    const { skip = 0, limit = 0 } = this.query;
    if (this.plan.filter) {
      let count = 0;
      for await (const batch of this.documents()) count += batch.length;
      return count;
    }
    const counter = new KeyCounter(this.collection, this.plan.source);
    const most = limit > 0 ? skip + limit : Infinity;
    this.counted = await counter.count(this.view.connection, this.view.breather, most);
    return Math.max(0, this.counted - skip);
  }

  private async *matching(): AsyncGenerator<Doc[]> {
    const { connection, breather } = this.view;
    for (;;) {
      const entries = this.entries.next(connection);
      if (!entries) return;
      const documents: Doc[] = [];
      for (const { key, rid } of entries) {
        const told = this.judge.read(key);
        const doc = told === UNTOLD ? this.lookUp(rid) : told;
        if (doc && doc !== NO_MATCH) documents.push(doc);
      }
      if (documents.length > 0) yield documents;
      const pause = breather.pause();
      if (pause) await pause;
    }
  }

  private lookUp(rid: number): Doc | undefined {
    const sql = `SELECT doc FROM ${collectionTable(this.collection.id)} WHERE rid = ?`;
    const row = this.view.connection.get(sql, rid);
    if (!row) return undefined;
    this.docsExamined++;
    const bytes = blob(row['doc']);
    if (!this.filter.matches(parseDocument(bytes, 0, this.filter.fields))) return undefined;
    return parseDocument(bytes, 0, this.values);
  }
}
