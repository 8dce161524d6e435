import { isOperators } from '../query/compile-filter';
import { isRegExp } from '../query/regular-expression';
import type { IndexDefinition } from '../storage/index-definition';
import { type Doc, isDoc } from '../values/document';
import { KeyType, keyTypeOf } from '../values/key-type';
import { MAX_DEPTH } from './constraints';
import { isExactCondition } from './exact-conditions';

/** What of a filter an index's keys can judge, beside what its ranges have judged already. */
export interface KeyConditions {
  /** The conditions to be tried on each key; undefined when there are none. */
  filter: Doc | undefined;
  /** The share of the conditions left by the ranges that the keys judge, from 0 to 1; 1 where none is left. */
  share: number;
  /** Nothing of the filter is left for the documents. */
  complete: boolean;
}

/**
 * Operators that come to the same on a value as a key tells it: a number of any type, null for what is missing.
 * `$exists` is looked up in the document where a key has null.
 */
const JUDGED = new Set([
  '$eq',
  '$ne',
  '$in',
  '$nin',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$regex',
  '$options',
  '$not',
  '$exists',
  '$mod',
]);
const LOGICAL = new Set(['$and', '$or', '$nor']);

/** Divides a filter between the ranges of an index that bind its first `bound` fields, its keys, and documents. */
export function keyConditions(index: IndexDefinition, filter: Doc, bound: number): KeyConditions {
  const plain = new Set(index.fields.filter((_, at) => index.multikey[at] !== true).map(({ path }) => path));
  const inRanges = new Set(index.fields.slice(0, bound).map(({ path }) => path));
  // A field within another one of the same index can't be told apart from it by keys.
  const readable = (path: string): boolean =>
    plain.has(path) &&
    !index.fields.some((other) => other.path.startsWith(`${path}.`) || path.startsWith(`${other.path}.`));
  const left = conjunctsOf(filter).filter(
    ([name, operand]) => !(plain.has(name) && inRanges.has(name) && isExactCondition(operand)),
  );
  const judged = left.filter(([name, operand]) => isJudged(name, operand, readable));
  return {
    filter: judged.length > 0 ? asFilter(judged) : undefined,
    share: left.length > 0 ? judged.length / left.length : 1,
    complete: judged.length === left.length,
  };
}

type Conjunct = [name: string, operand: unknown];

/** Conditions that must all hold, as deep as `constraintsOf` looks for them. */
function conjunctsOf(filter: Doc, depth = 0): Conjunct[] {
  return Object.entries(filter).flatMap(([name, operand]): Conjunct[] => {
    if (name === '$comment' || operand === undefined) return [];
    if (name !== '$and' || !Array.isArray(operand) || depth >= MAX_DEPTH) return [[name, operand]];
    return (operand as Doc[]).flatMap((part) => conjunctsOf(part, depth + 1));
  });
}

const asFilter = (conjuncts: Conjunct[]): Doc => {
  const names = new Set(conjuncts.map(([name]) => name));
  if (names.size === conjuncts.length) return Object.fromEntries(conjuncts);
  return { $and: conjuncts.map(([name, operand]) => ({ [name]: operand })) };
};

function isJudged(name: string, operand: unknown, readable: (path: string) => boolean): boolean {
  if (LOGICAL.has(name)) {
    return (
      Array.isArray(operand) &&
      operand.every(
        (part) =>
          isDoc(part) && Object.entries(part).every(([inner, value]) => isJudged(inner, value, readable)),
      )
    );
  }
  return !name.startsWith('$') && readable(name) && isJudgedCondition(operand);
}

function isJudgedCondition(operand: unknown): boolean {
  if (!isOperators(operand)) return true;
  return Object.entries(operand).every(([name, value]) => {
    if (name === '$not') return isRegExp(value) || isJudgedCondition(value);
    // Everything but what is missing is above MinKey and below MaxKey.
    const type = keyTypeOf(value);
    return JUDGED.has(name) && type !== KeyType.minKey && type !== KeyType.maxKey;
  });
}
