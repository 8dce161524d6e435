import { type FilterContext, isOperators } from '../query/compile-filter';
import type { Collection } from '../storage/catalog';
import { type IndexRanges, KeyCounter } from '../storage/key-counter';
import { type Doc, isNumeric, toNumber } from '../values/document';
import { KeyType, keyTypeOf } from '../values/key-encoding';
import { type Constraints, constraintsOf } from './constraints';
import { fitIndex } from './index-fit';

/** Types whose every value has a key of its own, which arrays and missing fields do not share. */
const EXACT_TYPES = new Set<number>([
  KeyType.number,
  KeyType.string,
  KeyType.objectId,
  KeyType.boolean,
  KeyType.date,
]);
const EXACT_OPERATORS = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte']);

/**
 * A way to count the documents of a filter by an index's keys alone: undefined where there is no index whose
 * ranges hold exactly the filter's documents, each once.
 */
export function coveredCount(
  collection: Collection,
  filter: Doc,
  context: FilterContext,
): KeyCounter | undefined {
  if (context.fold !== undefined || !isExact(filter)) return undefined;
  const paths = Object.keys(filter);
  const constraints = constraintsOf(filter);
  for (const index of collection.indexes) {
    if (index.sparse || index.partial !== undefined || index.multikey.includes(true)) continue;
    if (index.spec['hidden'] === true) continue;
    const ranges = exactRanges(index, filter, constraints, paths);
    if (ranges) return new KeyCounter(collection, ranges);
  }
  return undefined;
}

function exactRanges(
  index: IndexRanges['index'],
  filter: Doc,
  constraints: Constraints,
  paths: string[],
): IndexRanges | undefined {
  const fit = fitIndex(index, filter, constraints, []);
  if (fit?.bound !== paths.length) return undefined;
  const bound = index.fields.slice(0, fit.bound).map(({ path }) => path);
  return bound.every((path) => paths.includes(path)) ? { index, ranges: fit.ranges } : undefined;
}

const isExact = (filter: Doc): boolean =>
  Object.entries(filter).every(([path, operand]) => !path.startsWith('$') && isExactCondition(operand));

function isExactCondition(operand: unknown): boolean {
  if (!isOperators(operand)) return isExactValue(operand);
  return Object.entries(operand).every(([name, value]) => {
    // NaN has the lowest key of all numbers and is less than none.
    if (name.startsWith('$lt') && isNumeric(value) && !isNumeric(operand['$gt'] ?? operand['$gte']))
      return false;
    if (!EXACT_OPERATORS.has(name)) return false;
    return name === '$in' ? Array.isArray(value) && value.every(isExactValue) : isExactValue(value);
  });
}

function isExactValue(value: unknown): boolean {
  if (!EXACT_TYPES.has(keyTypeOf(value))) return false;
  return !isNumeric(value) || Number.isFinite(toNumber(value));
}
