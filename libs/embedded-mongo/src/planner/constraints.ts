import { isOperators } from '../query/compile-filter';
import { isRegExp, literalPrefix } from '../query/regular-expression';
import { type Doc, isDoc, isTruthy } from '../values/document';
import { encodeKey } from '../values/key-encoding';
import { KeyType, keyTypeOf } from '../values/key-type';
import { type Interval, intersect, pointAt, pointOf, union } from './interval';

/**
 * What a filter demands of each path: every matching document has, for each list, a value (an element, where
 * the path meets arrays) in one of its intervals.
 */
export type Constraints = Map<string, Interval[][]>;

/** How deep `$and` and `$or` are looked into. */
export const MAX_DEPTH = 8;
const NULL_POINT = pointAt(Buffer.from([KeyType.null]));
const EMPTY_ARRAY_POINT = pointAt(Buffer.from([KeyType.undefined]));

/** What the index may use of a filter; what it can't use is left out. */
export function constraintsOf(filter: Doc, depth = 0): Constraints {
  const constraints: Constraints = new Map();
  const add = (path: string, intervals: Interval[] | undefined): void => {
    if (!intervals) return;
    const list = constraints.get(path);
    if (list) list.push(intervals);
    else constraints.set(path, [intervals]);
  };
  for (const [name, operand] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(operand) && depth < MAX_DEPTH) {
      for (const part of operand as Doc[]) {
        for (const [path, lists] of constraintsOf(part, depth + 1)) lists.forEach((list) => add(path, list));
      }
    } else if (name === '$or' && Array.isArray(operand) && depth < MAX_DEPTH) {
      for (const [path, list] of alternatives(operand as Doc[], depth + 1)) add(path, list);
    } else if (!name.startsWith('$')) {
      fieldConstraints(name, operand, add);
    }
  }
  return constraints;
}

function alternatives(branches: Doc[], depth: number): Map<string, Interval[]> {
  const all = branches.map((branch) => constraintsOf(branch, depth));
  const result = new Map<string, Interval[]>();
  for (const path of all[0]?.keys() ?? []) {
    const lists = all.map((constraints) => constraints.get(path)?.[0]);
    if (lists.every((list) => list !== undefined)) result.set(path, union(lists.flat()));
  }
  return result;
}

type Add = (path: string, intervals: Interval[] | undefined) => void;

function fieldConstraints(path: string, operand: unknown, add: Add): void {
  if (!isOperators(operand)) {
    add(path, equality(operand));
    return;
  }
  for (const [name, value] of Object.entries(operand)) {
    if (name === '$elemMatch' && isDoc(value)) elementConstraints(path, value, add);
    else if (name === '$all' && Array.isArray(value)) {
      for (const item of value as unknown[]) if (!isOperators(item)) add(path, equality(item));
    } else add(path, operatorIntervals(name, value, operand));
  }
}

function elementConstraints(path: string, condition: Doc, add: Add): void {
  if (!isOperators(condition)) {
    for (const [name, operand] of Object.entries(condition)) {
      if (!name.startsWith('$')) fieldConstraints(`${path}.${name}`, operand, add);
    }
    return;
  }
  // All operators hold for the same element, so their intervals may be intersected even over arrays.
  const lists = Object.entries(condition)
    .map(([name, value]) => operatorIntervals(name, value, condition))
    .filter((list) => list !== undefined);
  if (lists.length > 0) add(path, lists.reduce(intersect));
}

function equality(operand: unknown): Interval[] | undefined {
  if (isRegExp(operand)) return prefixIntervals(operand);
  if (!Array.isArray(operand)) return [pointOf(operand ?? null)];
  const [first] = operand as unknown[];
  return union([pointOf(operand), operand.length === 0 ? EMPTY_ARRAY_POINT : pointOf(first)]);
}

function prefixIntervals(expression: Parameters<typeof literalPrefix>[0]): Interval[] | undefined {
  const prefix = literalPrefix(expression);
  if (prefix === undefined) return undefined;
  const key = Buffer.concat([Buffer.from([KeyType.string]), Buffer.from(prefix)]);
  const strings: Interval = {
    low: { prefix: key, after: false },
    high: { prefix: key, after: true },
    point: false,
  };
  return [strings, pointOf(expression)];
}

function operatorIntervals(name: string, value: unknown, siblings: Doc): Interval[] | undefined {
  switch (name) {
    case '$eq':
      return equality(value);
    case '$in': {
      if (!Array.isArray(value)) return undefined;
      const lists = (value as unknown[]).map(equality);
      return lists.every((list) => list !== undefined) ? union(lists.flat()) : undefined;
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return rangeIntervals(name, value);
    case '$exists':
      return isTruthy(value) ? undefined : [NULL_POINT];
    case '$regex':
      return isRegExp(value) && siblings['$options'] === undefined ? prefixIntervals(value) : undefined;
    default:
      return undefined;
  }
}

function rangeIntervals(name: string, value: unknown): Interval[] | undefined {
  const type = keyTypeOf(value);
  if (type === KeyType.array || type === KeyType.minKey || type === KeyType.maxKey) return undefined;
  if (type === KeyType.null) return name === '$gte' || name === '$lte' ? [NULL_POINT] : [];
  const kind = pointAt(Buffer.from([type]));
  const key = encodeKey(value);
  const low = name === '$gt' ? { prefix: key, after: true } : { prefix: key, after: false };
  const high = name === '$lte' ? { prefix: key, after: true } : { prefix: key, after: false };
  return [
    name.startsWith('$g') ? { low, high: kind.high, point: false } : { low: kind.low, high, point: false },
  ];
}

/** Whether the constraints rule out that the path is missing or null. */
export function excludesNull(lists: Interval[][] | undefined): boolean {
  return lists?.some((list) => intersect(list, [NULL_POINT]).length === 0) === true;
}
