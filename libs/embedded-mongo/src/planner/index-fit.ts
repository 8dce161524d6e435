import type { SortField } from '../query/sort';
import type { IndexDefinition } from '../storage/index-definition';
import type { KeyRange } from '../storage/entry-pages';
import type { KeyRun } from '../storage/merged-key-scan';
import { isOperators } from '../query/compile-filter';
import { type Doc, isDoc } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { type Constraints, constraintsOf, excludesNull } from './constraints';
import { afterPrefix, everything, intersect, type Interval, isWithin, materialize } from './interval';

/** How an index can serve a query. */
export interface IndexFit {
  index: IndexDefinition;
  ranges: KeyRange[];
  /** How many leading fields the ranges bind. */
  bound: number;
  /** The index gives the documents in the order asked for, forward or backward. */
  sorted: boolean;
  backward: boolean;
  /** The ranges by their leading values, where the order asked for comes of merging them. */
  runs?: KeyRun[];
}

const MAX_RANGES = 512;
/** As many runs are merged; more are sorted. As the server's internalQueryMaxScansToExplode. */
const MAX_RUNS = 200;

/** How the index would serve the query; undefined when it may miss documents. */
export function fitIndex(
  index: IndexDefinition,
  filter: Doc,
  constraints: Constraints,
  sort: readonly SortField[],
): IndexFit | undefined {
  if (index.sparse && !index.fields.some(({ path }) => excludesNull(constraints.get(path)))) return undefined;
  const partial = index.spec['partialFilterExpression'];
  if (isDoc(partial) && !implies(filter, constraints, partial)) return undefined;
  const { runs, bound, constants, points } = keyRanges(index, constraints);
  const fit = { index, ranges: runs.flatMap(({ ranges }) => ranges), bound };
  const direction = sortDirection(index, sort, constants.length, constants);
  if (direction !== 0 || runs.length > MAX_RUNS) {
    return { ...fit, sorted: direction !== 0, backward: direction === -1 };
  }
  const merged = sortDirection(index, sort, points.length, points);
  return { ...fit, sorted: merged !== 0, backward: merged === -1, ...(merged !== 0 && { runs }) };
}

/** Whether every document that matches the filter also matches the index's own filter. */
function implies(filter: Doc, constraints: Constraints, partial: Doc): boolean {
  return Object.entries(partial).every(([path, condition]) => {
    if (path === '$and') return (condition as Doc[]).every((part) => implies(filter, constraints, part));
    if (path.startsWith('$')) return path in filter && identityOf(filter[path]) === identityOf(condition);
    return impliesField(path, condition, filter, constraints);
  });
}

function impliesField(path: string, condition: unknown, filter: Doc, constraints: Constraints): boolean {
  if (path in filter && identityOf(filter[path]) === identityOf(condition)) return true;
  const lists = constraints.get(path);
  if (!isOperators(condition)) return includedIn(lists, constraintsOf({ [path]: condition }).get(path));
  return Object.entries(condition).every(([name, operand]) => {
    if (name === '$exists') return operand === true && excludesNull(lists);
    return includedIn(lists, constraintsOf({ [path]: { [name]: operand } }).get(path));
  });
}

function includedIn(lists: Interval[][] | undefined, wanted: Interval[][] | undefined): boolean {
  const [outer] = wanted ?? [];
  return outer !== undefined && lists?.some((inner) => isWithin(inner, outer)) === true;
}

/** The intervals of one field: over arrays only one demand may be used, else all of them together. */
function fieldIntervals(lists: Interval[][] | undefined, multikey: boolean): Interval[] | undefined {
  if (!lists) return undefined;
  if (!multikey) return lists.reduce(intersect);
  return lists.find((list) => list.every(({ point }) => point)) ?? lists[0];
}

/** A field that the ranges bind to values, not to an interval. */
interface BoundField {
  path: string;
  /** To one value in every document. */
  constant: boolean;
}

interface KeyRanges {
  runs: KeyRun[];
  bound: number;
  /** The leading fields that are bound to one value each. */
  constants: BoundField[];
  /** The leading fields that are bound to one or several values. */
  points: BoundField[];
}

function keyRanges(index: IndexDefinition, constraints: Constraints): KeyRanges {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  const points: BoundField[] = [];
  const result = (runs: KeyRun[], bound: number): KeyRanges => {
    const end = points.findIndex(({ constant }) => !constant);
    return { runs, bound, points, constants: end < 0 ? points : points.slice(0, end) };
  };
  for (const [at, { path, descending }] of index.fields.entries()) {
    const multikey = index.multikey[at] === true;
    const intervals = fieldIntervals(constraints.get(path), multikey);
    if (!intervals || intervals.length * prefixes.length > MAX_RANGES) break;
    const ordered = descending ? [...intervals].reverse() : intervals;
    const places = ordered.map((interval) => materialize(interval, descending));
    if (!intervals.every(({ point }) => point)) {
      const runs = prefixes.map((prefix) => ({
        prefix: prefix.length,
        ranges: places.map(({ from, to }) => ({
          from: Buffer.concat([prefix, from]),
          to: Buffer.concat([prefix, to]),
        })),
      }));
      return result(runs, points.length + 1);
    }
    points.push({ path, constant: intervals.length === 1 && !multikey });
    prefixes = prefixes.flatMap((prefix) => places.map(({ from }) => Buffer.concat([prefix, from])));
  }
  return result(
    prefixes.map((prefix) => ({ prefix: prefix.length, ranges: [rangeOfPrefix(prefix)] })),
    points.length,
  );
}

function rangeOfPrefix(prefix: Buffer): KeyRange {
  if (prefix.length > 0) return { from: prefix, to: afterPrefix(prefix) };
  return materialize(everything, false);
}

/**
 * 1 when the index gives the sort's order from its field `from` on, -1 when it does backward, 0 when not.
 * `before`: the fields before that one.
 */
function sortDirection(
  index: IndexDefinition,
  sort: readonly SortField[],
  from: number,
  before: BoundField[],
): number {
  if (sort.length === 0) return 1;
  const fixed = new Set(before.filter(({ constant }) => constant).map(({ path }) => path));
  let at = from;
  let direction = 0;
  for (const { path, descending } of sort) {
    if (fixed.has(path)) continue;
    const field = index.fields[at];
    if (field?.path !== path || index.multikey[at] === true) return 0;
    const wanted = field.descending === descending ? 1 : -1;
    if (direction !== 0 && direction !== wanted) return 0;
    direction = wanted;
    at++;
    // Nothing sorts further once a unique field has decided, and `_id` is in every document.
    if (path === '_id') break;
  }
  return direction === 0 ? 1 : direction;
}
