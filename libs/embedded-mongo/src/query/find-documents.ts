import type { IndexBounds } from '../planner/index-bounds';
import type { Plan } from '../planner/plan';
import { planQuery } from '../planner/plan-query';
import type { Collection } from '../storage/catalog';
import type { StoredDocument } from '../storage/document-store';
import type { Scan } from '../storage/scan';
import type { ReadView } from '../storage/view';
import type { Doc } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { compileFilter, type Filter, type FilterContext } from './compile-filter';
import { parseSort, type SortField, sortKey, Sorter } from './sort';

/** A query for stored documents. */
export interface DocumentQuery {
  filter: Doc;
  sort?: Doc;
  skip?: number;
  /** 0 for all. */
  limit?: number;
  hint?: unknown;
  bounds?: IndexBounds;
  context: FilterContext;
}

/** A query on its way, for those who ask how it went. */
export interface RunningQuery {
  plan: Plan;
  scan: Scan;
  batches: AsyncGenerator<StoredDocument[]>;
}

/** The planner's choice for a query. `values`: the top-level fields needed, undefined for whole documents. */
export function planOf(
  { connection }: ReadView,
  collection: Collection,
  { filter, sort = {}, hint, bounds, context }: DocumentQuery,
  values?: ReadonlySet<string>,
): Plan {
  const natural = sort['$natural'] === undefined ? hint : { $natural: sort['$natural'] };
  return planQuery(connection, collection, {
    filter,
    sort: natural === hint ? parseSort(sort) : [],
    ...(natural !== undefined && { hint: natural }),
    ...(bounds && { bounds }),
    folded: context.fold !== undefined,
    ...(values && { values }),
  });
}

/** Finds documents, in the order asked for, batch by batch. */
export function findDocuments(view: ReadView, collection: Collection, query: DocumentQuery): RunningQuery {
  const filter = compileFilter(query.filter, query.context);
  const sort = parseSort(query.sort ?? {});
  const plan = planOf(view, collection, query);
  const scan = plan.start();
  const matching = matches(view, scan, Object.keys(query.filter).length > 0 ? filter : undefined);
  const sorted = plan.sorted || sort.length === 0 ? matching : inOrder(view, matching, sort, query);
  return { plan, scan, batches: window(sorted, query.skip ?? 0, query.limit ?? 0) };
}

async function* matches(
  view: ReadView,
  scan: Scan,
  filter: Filter | undefined,
): AsyncGenerator<StoredDocument[]> {
  for (;;) {
    const documents = scan.next(view.connection);
    if (!documents) return;
    const passing = filter
      ? documents.filter(({ bytes }) => filter.matches(parseDocument(bytes, 0, filter.fields)))
      : documents;
    if (passing.length > 0) yield passing;
    const pause = view.breather.pause();
    if (pause) await pause;
  }
}

async function* inOrder(
  view: ReadView,
  batches: AsyncGenerator<StoredDocument[]>,
  sort: SortField[],
  query: DocumentQuery,
): AsyncGenerator<StoredDocument[]> {
  const limit = query.limit ? query.limit + (query.skip ?? 0) : 0;
  const sorter = new Sorter<StoredDocument>(limit);
  const fields = new Set(sort.map(({ parts }) => parts[0] ?? ''));
  for await (const batch of batches) {
    for (const document of batch) {
      const key = sortKey(parseDocument(document.bytes, 0, fields), sort, query.context.fold);
      sorter.add(key, document, document.bytes.length);
    }
  }
  const pause = view.breather.pause();
  if (pause) await pause;
  yield sorter.result();
}

/** Passes over the first `skip` items of batches, and gives the next `limit`; 0 for all. */
export async function* window<T>(
  batches: AsyncGenerator<T[]>,
  skip: number,
  limit: number,
): AsyncGenerator<T[]> {
  let toSkip = skip;
  let left = limit || Infinity;
  for await (const batch of batches) {
    if (toSkip >= batch.length) {
      toSkip -= batch.length;
      continue;
    }
    const taken = batch.slice(toSkip, toSkip + left);
    toSkip = 0;
    left -= taken.length;
    yield taken;
    if (left <= 0) return;
  }
}
