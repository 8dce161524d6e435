import type { SortField } from '../query/sort';
import type { IndexDefinition } from '../storage/index-definition';
import type { KeyRange } from '../storage/entry-pages';
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
}

const MAX_RANGES = 512;

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
  const { ranges, bound, constants } = keyRanges(index, constraints);
  const direction = sortDirection(index, sort, constants);
  return { index, ranges, bound, sorted: direction !== 0, backward: direction === -1 };
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

function keyRanges(
  index: IndexDefinition,
  constraints: Constraints,
): { ranges: KeyRange[]; bound: number; constants: number } {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let bound = 0;
  let constants = 0;
  for (const [at, field] of index.fields.entries()) {
    const intervals = fieldIntervals(constraints.get(field.path), index.multikey[at] === true);
    if (!intervals || intervals.length * prefixes.length > MAX_RANGES) break;
    const ordered = field.descending ? [...intervals].reverse() : intervals;
    const places = ordered.map((interval) => materialize(interval, field.descending));
    bound++;
    if (!intervals.every(({ point }) => point)) {
      const ranges = prefixes.flatMap((prefix) =>
        places.map(({ from, to }) => ({
          from: Buffer.concat([prefix, from]),
          to: Buffer.concat([prefix, to]),
        })),
      );
      return { ranges, bound, constants };
    }
    if (intervals.length === 1 && constants === at && index.multikey[at] !== true) constants++;
    prefixes = prefixes.flatMap((prefix) => places.map(({ from }) => Buffer.concat([prefix, from])));
  }
  return { ranges: prefixes.map(rangeOfPrefix), bound, constants };
}

function rangeOfPrefix(prefix: Buffer): KeyRange {
  if (prefix.length > 0) return { from: prefix, to: afterPrefix(prefix) };
  return materialize(everything, false);
}

/** 1 when the index gives the sort's order, -1 when it does backward, 0 when not. */
function sortDirection(index: IndexDefinition, sort: readonly SortField[], constants: number): number {
  if (sort.length === 0) return 1;
  const fixed = new Set(index.fields.slice(0, constants).map(({ path }) => path));
  let at = 0;
  let direction = 0;
  for (const { path, descending } of sort) {
    if (fixed.has(path)) continue;
    while (at < constants) at++;
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
