import { type SortField } from '../query/sort';
import { badValue } from '../server-error';
import type { Collection } from '../storage/catalog';
import { countKeys } from '../storage/scan';
import type { SqliteConnection } from '../storage/sqlite-file';
import { type Doc, isDoc } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { boundedRange, type IndexBounds } from './index-bounds';
import { constraintsOf } from './constraints';
import { fitIndex, type IndexFit } from './index-fit';
import { keyConditions } from './key-conditions';
import { type Candidate, indexPlan, indexStage, type Plan, startScan, tablePlan } from './plan';
import { UnionScan } from './union-scan';

/** What a query asks of the planner. */
export interface QueryShape {
  filter: Doc;
  sort: readonly SortField[];
  hint?: unknown;
  /** Where to begin and end in the hinted index. */
  bounds?: IndexBounds;
  /** Strings are compared by a collation: no index has their order. */
  folded?: boolean;
  /** The top-level fields that the query needs; undefined for whole documents. */
  values?: ReadonlySet<string>;
}

/** Keys counted to compare indexes: beyond this many, all are the same to us. */
const COUNT_LIMIT = 256;
/** As many are counted of an index whose keys judge nothing, where it competes with one whose keys do. */
const RIVAL_COUNT_LIMIT = 1024;
/** What a key costs of what a document does. */
const KEY_COST = 0.25;
/** Stands for more keys than were counted. */
const MANY = 4096;
const BLOCKING_SORT_COST = 10_000;

/** Chooses an index, or none. @throws ServerError BadValue for a hint that names no index */
export function planQuery(connection: SqliteConnection, collection: Collection, shape: QueryShape): Plan {
  const natural = isDoc(shape.hint) ? shape.hint['$natural'] : undefined;
  if (shape.bounds) return boundedScan(collection, shape, shape.bounds);
  if (natural !== undefined) return tablePlan(collection, shape.sort.length === 0, natural === -1);
  if (shape.folded) return tablePlan(collection, shape.sort.length === 0);
  const constraints = constraintsOf(shape.filter);
  const hinted = shape.hint === undefined ? undefined : hintedIndex(collection, shape.hint);
  const candidates = (hinted ? [hinted] : collection.indexes)
    .filter((index) => index.spec['hidden'] !== true)
    .map((index) => fitIndex(index, shape.filter, constraints, shape.sort))
    .filter((fit) => fit !== undefined)
    .filter((fit) => hinted ?? (isUseful(fit, shape) || shape.values !== undefined))
    .map((fit) => candidateOf(fit, shape))
    .filter(({ fit, covered }) => covered || hinted || isUseful(fit, shape));
  const best = cheapest(connection, collection, candidates);
  if (best && (hinted || best.fit.bound > 0)) return indexPlan(collection, best);
  if (hinted) return hintedScan(collection, hinted, shape);
  return (
    unionPlan(connection, collection, shape) ??
    (best ? indexPlan(collection, best) : undefined) ??
    tablePlan(collection, shape.sort.length === 0)
  );
}

/** Without the help of its keys' other fields, an index must narrow the search or give the order. */
const isUseful = ({ bound, sorted }: IndexFit, { sort }: QueryShape): boolean =>
  bound > 0 || (sorted && sort.length > 0);

function candidateOf(fit: IndexFit, { filter, values }: Pick<QueryShape, 'filter' | 'values'>): Candidate {
  const conditions = keyConditions(fit.index, filter, fit.bound);
  const covered =
    values !== undefined &&
    conditions.complete &&
    !fit.index.multikey.includes(true) &&
    [...values].every((value) => fit.index.fields.some(({ path }) => path === value));
  return { fit, conditions, covered };
}

/** A hint may force an index that leaves documents out; the server then answers with those in it. */
function hintedScan(collection: Collection, index: IndexFit['index'], { filter }: QueryShape): Plan {
  const fit = fitIndex({ ...index, sparse: false, spec: {} }, {}, new Map(), []);
  if (!fit) return tablePlan(collection, false);
  return indexPlan(collection, candidateOf({ ...fit, index, sorted: false }, { filter }));
}

/** The part of an index that a query asks for by its keys. */
function boundedScan(collection: Collection, { hint, filter, sort }: QueryShape, bounds: IndexBounds): Plan {
  const index = hintedIndex(collection, hint);
  const ranges = [boundedRange(index, bounds)];
  const fit = fitIndex({ ...index, sparse: false, spec: {} }, {}, new Map(), sort);
  if (!fit) return tablePlan(collection, false);
  return indexPlan(collection, candidateOf({ ...fit, index, ranges }, { filter }));
}

function cheapest(
  connection: SqliteConnection,
  collection: Collection,
  candidates: Candidate[],
): Candidate | undefined {
  const [first, second] = candidates;
  if (!second) return first;
  const unique = candidates.find(
    ({ fit: { index, bound, ranges } }) =>
      index.unique && bound === index.fields.length && ranges.length === 1 && index.fields.length === 1,
  );
  if (unique) return unique;
  const count = ({ fit }: Candidate, limit: number): number => {
    const keys = countKeys(connection, collection, fit, limit);
    return keys < limit ? keys : MANY;
  };
  const [judging, others] = [candidates.filter(judges), candidates.filter((other) => !judges(other))];
  const limit = judging.length > 0 ? RIVAL_COUNT_LIMIT : COUNT_LIMIT;
  const costs = others.map((candidate) => ({ candidate, keys: count(candidate, limit) }));
  const fewest = Math.min(...costs.map(({ keys }) => keys));
  const worth = fewest < MANY ? fewest / KEY_COST : 0;
  for (const candidate of judging) {
    costs.push({ candidate, keys: count(candidate, Math.max(COUNT_LIMIT, worth)) });
  }
  let best: { candidate: Candidate; cost: number } | undefined;
  for (const { candidate, keys } of costs) {
    const cost = costOf(keys, candidate);
    if (!best || cost < best.cost) best = { candidate, cost };
  }
  return best?.candidate;
}

const judges = ({ conditions }: Candidate): boolean => conditions.filter !== undefined;

/** What is read, and sorted; among equals, what spares documents, then the longer prefix, then the shorter keys. */
function costOf(keys: number, { fit, conditions, covered }: Candidate): number {
  const reading = keys === MANY ? keys : keys * (1 - conditions.share * (1 - KEY_COST));
  const sorting = fit.sorted ? 0 : keys === MANY ? BLOCKING_SORT_COST : keys;
  const spared = (covered ? 0.5 : 0) + conditions.share / 4;
  return reading + sorting - spared - fit.bound / 1000 + fit.index.fields.length / 100_000;
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

/** A top-level `$or` of which every branch has an index of its own. */
function unionPlan(
  connection: SqliteConnection,
  collection: Collection,
  shape: QueryShape,
): Plan | undefined {
  const { $or: branches, ...others } = shape.filter;
  if (!Array.isArray(branches)) return undefined;
  const chosen: Candidate[] = [];
  for (const branch of branches as Doc[]) {
    const filter: Doc = { $and: [others, branch] };
    const constraints = constraintsOf(filter);
    const candidates = collection.indexes
      .map((index) => fitIndex(index, filter, constraints, []))
      .filter((fit) => fit !== undefined && fit.bound > 0)
      .map((fit) => candidateOf(fit as IndexFit, { filter }));
    const best = cheapest(connection, collection, candidates);
    if (!best) return undefined;
    chosen.push(best);
  }
  const stages = chosen.map(({ fit, conditions }) => indexStage(fit, conditions));
  return {
    sorted: shape.sort.length === 0,
    start: () => new UnionScan(chosen.map(({ fit, conditions }) => startScan(collection, fit, conditions))),
    stage: { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: stages } },
  };
}
