import { type SortField } from '../query/sort';
import { badValue } from '../server-error';
import type { Collection } from '../storage/catalog';
import { countKeys, IndexScan, type Scan, TableScan } from '../storage/scan';
import type { SqliteConnection } from '../storage/sqlite-file';
import { type Doc, isDoc } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { constraintsOf } from './constraints';
import { fitIndex, type IndexFit } from './index-fit';
import { UnionScan } from './union-scan';

/** What a query asks of the planner. */
export interface QueryShape {
  filter: Doc;
  sort: readonly SortField[];
  hint?: unknown;
  /** Strings are compared by a collation: no index has their order. */
  folded?: boolean;
}

/** The way to the documents. */
export interface Plan {
  /** The documents come in the order asked for. */
  sorted: boolean;
  start(): Scan;
  /** The plan's stage, as `explain` shows it. */
  stage: Doc;
}

/** Keys counted to compare indexes: beyond this many, all are the same to us. */
const COUNT_LIMIT = 256;
const BLOCKING_SORT_COST = 10_000;

/** Chooses an index, or none. @throws ServerError BadValue for a hint that names no index */
export function planQuery(connection: SqliteConnection, collection: Collection, shape: QueryShape): Plan {
  const natural = isDoc(shape.hint) ? shape.hint['$natural'] : undefined;
  if (natural !== undefined) return tablePlan(collection, shape.sort.length === 0, natural === -1);
  if (shape.folded) return tablePlan(collection, shape.sort.length === 0);
  const constraints = constraintsOf(shape.filter);
  const hinted = shape.hint === undefined ? undefined : hintedIndex(collection, shape.hint);
  const indexes = hinted ? [hinted] : collection.indexes;
  const fits = indexes
    .filter((index) => index.spec['hidden'] !== true)
    .map((index) => fitIndex(index, shape.filter, constraints, shape.sort))
    .filter((fit) => fit !== undefined);
  const useful = hinted
    ? fits
    : fits.filter(({ bound, sorted }) => bound > 0 || (sorted && shape.sort.length > 0));
  const best = cheapest(connection, collection, useful);
  if (best && (hinted || best.bound > 0)) return indexPlan(collection, best);
  if (hinted) return hintedScan(collection, hinted);
  return (
    unionPlan(connection, collection, shape) ??
    (best ? indexPlan(collection, best) : undefined) ??
    tablePlan(collection, shape.sort.length === 0)
  );
}

/** A hint may force an index that leaves documents out; the server then answers with those in it. */
function hintedScan(collection: Collection, index: IndexFit['index']): Plan {
  const fit = fitIndex({ ...index, sparse: false, spec: {} }, {}, new Map(), []);
  return fit ? indexPlan(collection, { ...fit, index, sorted: false }) : tablePlan(collection, false);
}

function cheapest(
  connection: SqliteConnection,
  collection: Collection,
  fits: IndexFit[],
): IndexFit | undefined {
  const [first, second] = fits;
  if (!second) return first;
  const unique = fits.find(
    ({ index, bound, ranges }) =>
      index.unique && bound === index.fields.length && ranges.length === 1 && index.fields.length === 1,
  );
  if (unique) return unique;
  let best: { fit: IndexFit; cost: number } | undefined;
  for (const fit of fits) {
    const keys = countKeys(connection, collection, fit.index, fit.ranges, COUNT_LIMIT);
    const sorting = fit.sorted ? 0 : keys >= COUNT_LIMIT ? BLOCKING_SORT_COST : keys;
    const cost = keys + sorting - fit.bound / 100;
    if (!best || cost < best.cost) best = { fit, cost };
  }
  return best?.fit;
}

function hintedIndex(collection: Collection, hint: unknown): IndexFit['index'] {
  const index = collection.indexes.find(({ name, spec }) =>
    typeof hint === 'string'
      ? name === hint
      : identityOf(spec['key']) === identityOf(hint) && sameNames(spec['key'], hint),
  );
  if (!index) {
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  return index;
}

function sameNames(left: unknown, right: unknown): boolean {
  return isDoc(left) && isDoc(right) && Object.keys(left).join('\0') === Object.keys(right).join('\0');
}

/** The plan that reads all documents. */
export function tablePlan(collection: Collection, sorted: boolean, backward = false): Plan {
  return {
    sorted,
    start: () => new TableScan(collection, backward),
    stage: { stage: 'COLLSCAN', direction: backward ? 'backward' : 'forward' },
  };
}

function indexPlan(collection: Collection, fit: IndexFit): Plan {
  return {
    sorted: fit.sorted,
    start: () => new IndexScan(collection, fit.index, fit.ranges, fit.backward),
    stage: { stage: 'FETCH', inputStage: indexStage(fit) },
  };
}

function indexStage(fit: IndexFit): Doc {
  return {
    stage: 'IXSCAN',
    keyPattern: fit.index.spec['key'],
    indexName: fit.index.name,
    isMultiKey: fit.index.multikey.includes(true),
    isUnique: fit.index.unique,
    isSparse: fit.index.sparse,
    isPartial: fit.index.partial !== undefined,
    direction: fit.backward ? 'backward' : 'forward',
    indexBoundsCount: fit.ranges.length,
  };
}

/** A top-level `$or` of which every branch has an index of its own. */
function unionPlan(
  connection: SqliteConnection,
  collection: Collection,
  shape: QueryShape,
): Plan | undefined {
  const branches = shape.filter['$or'];
  if (!Array.isArray(branches)) return undefined;
  const fits: IndexFit[] = [];
  for (const branch of branches as Doc[]) {
    const filter = { ...shape.filter, $or: undefined, $and: [branch] };
    const constraints = constraintsOf(filter);
    const useful = collection.indexes
      .map((index) => fitIndex(index, filter, constraints, []))
      .filter((fit) => fit !== undefined && fit.bound > 0) as IndexFit[];
    const best = cheapest(connection, collection, useful);
    if (!best) return undefined;
    fits.push(best);
  }
  return {
    sorted: shape.sort.length === 0,
    start: () => new UnionScan(fits.map((fit) => new IndexScan(collection, fit.index, fit.ranges))),
    stage: { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: fits.map(indexStage) } },
  };
}
