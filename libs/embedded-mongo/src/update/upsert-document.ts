import { isOperators } from '../query/compile-filter';
import { isRegExp } from '../query/regular-expression';
import { ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc } from '../values/document';
import { makePlace, putAt, valueAt } from './target-path';

/** The fields that a filter's equalities give to an upserted document; `onlyId`: of a replacement. */
export function documentOfFilter(filter: Doc, onlyId: boolean): Doc {
  const doc: Doc = {};
  for (const [path, value] of equalities(filter)) {
    if (onlyId && path !== '_id') continue;
    const place = makePlace(doc, path.split('.'));
    if (valueAt(place) !== undefined) {
      throw new ServerError(54, `cannot infer query fields to set, path '${path}' is matched twice`, {
        codeName: 'NotSingleValueField',
      });
    }
    putAt(place, value);
  }
  return doc;
}

function* equalities(filter: Doc): Generator<[string, unknown]> {
  for (const [name, operand] of Object.entries(filter)) {
    if (name === '$and' || (name === '$or' && Array.isArray(operand) && operand.length === 1)) {
      for (const part of operand as unknown[]) if (isDoc(part)) yield* equalities(part);
    } else if (!name.startsWith('$')) {
      yield* fieldEqualities(name, operand);
    }
  }
}

function* fieldEqualities(path: string, operand: unknown): Generator<[string, unknown]> {
  if (isRegExp(operand)) return;
  if (!isOperators(operand)) {
    if (
      isDoc(operand) &&
      Object.keys(operand).some((name) => name.startsWith('$') && !/^\$(ref|id|db)$/.test(name))
    ) {
      throw new ServerError(
        ErrorCode.DollarPrefixedFieldName,
        `The dollar ($) prefixed field in '${path}' is not allowed`,
      );
    }
    yield [path, operand];
    return;
  }
  for (const [name, value] of Object.entries(operand)) {
    if (name === '$eq' && !isRegExp(value)) yield [path, value];
    if (
      (name === '$in' || name === '$all') &&
      Array.isArray(value) &&
      value.length === 1 &&
      !isOperators(value[0])
    ) {
      yield [path, value[0]];
    }
  }
}
