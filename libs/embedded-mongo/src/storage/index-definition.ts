import { badValue, ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc, isNumeric, isTruthy, toNumber } from '../values/document';
import { compileFilter, type Filter } from '../query/compile-filter';
import { splitPath } from '../values/paths';

/** One field of an index. */
export interface IndexField {
  path: string;
  parts: readonly string[];
  descending: boolean;
}

/** An index as it is kept in the catalog. */
export interface IndexDefinition {
  /** The number of its table; 0 for the index on `_id`. */
  id: number;
  name: string;
  fields: IndexField[];
  unique: boolean;
  sparse: boolean;
  partial: Filter | undefined;
  /** Seconds after which documents go, where it is a TTL index. */
  expireAfterSeconds: number | undefined;
  /** Which of its fields have ever held an array. */
  multikey: boolean[];
  /** As it was given, for `listIndexes`. */
  spec: Doc;
}

const known = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'hidden',
  'ns',
  'collation',
  'comment',
  'prepareUnique',
]);

function keyFields(key: Doc): IndexField[] {
  const entries = Object.entries(key);
  if (entries.length === 0) throw new ServerError(ErrorCode.CannotCreateIndex, 'Index keys cannot be empty.');
  return entries.map(([path, direction]) => {
    const value = toNumber(direction);
    if (!isNumeric(direction)) {
      throw new ServerError(
        ErrorCode.CannotCreateIndex,
        `index type '${String(direction)}' of '${path}' is not supported by this server`,
      );
    }
    if (value === 0 || Number.isNaN(value)) {
      throw new ServerError(ErrorCode.CannotCreateIndex, 'Values in the index key pattern cannot be 0.');
    }
    if (path === '' || path.startsWith('$') || splitPath(path).includes('')) {
      throw new ServerError(
        ErrorCode.CannotCreateIndex,
        `Index key contains an illegal field name: '${path}'`,
      );
    }
    return { path, parts: splitPath(path), descending: value < 0 };
  });
}

/** The name that the server gives to an index without one. */
export function defaultIndexName(key: Doc): string {
  return Object.entries(key)
    .map(([path, direction]) => `${path}_${toNumber(direction)}`)
    .join('_');
}

/** Reads an index specification. @throws ServerError CannotCreateIndex and the like for what the server refuses */
export function defineIndex(id: number, given: Doc, multikey?: boolean[]): IndexDefinition {
  const key = given['key'];
  if (!isDoc(key)) throw new ServerError(ErrorCode.FailedToParse, "The 'key' field must be an object");
  for (const option of Object.keys(given)) {
    if (!known.has(option)) {
      throw new ServerError(197, `The field '${option}' is not valid for an index specification.`, {
        codeName: 'InvalidIndexSpecificationOption',
      });
    }
  }
  const fields = keyFields(key);
  const partial = given['partialFilterExpression'];
  if (partial !== undefined && !isDoc(partial)) throw badValue("'partialFilterExpression' must be an object");
  if (isDoc(given['collation']) && given['collation']['locale'] !== 'simple') {
    throw new ServerError(
      ErrorCode.CommandNotSupported,
      'indexes with a collation are not supported by this server',
    );
  }
  const seconds = given['expireAfterSeconds'];
  if (seconds !== undefined && (!isNumeric(seconds) || toNumber(seconds) < 0 || fields.length > 1)) {
    throw new ServerError(
      ErrorCode.CannotCreateIndex,
      'TTL indexes are single-field indexes with a non-negative number of seconds',
    );
  }
  const name = typeof given['name'] === 'string' ? given['name'] : defaultIndexName(key);
  return {
    id,
    name,
    fields,
    // An index that is being made unique takes no further duplicates.
    unique: isTruthy(given['unique']) || isTruthy(given['prepareUnique']),
    sparse: isTruthy(given['sparse']),
    partial: partial && compileFilter(partial),
    expireAfterSeconds: seconds === undefined ? undefined : toNumber(seconds),
    multikey: multikey ?? fields.map(() => false),
    spec: shownSpec(given, name),
  };
}

function shownSpec(given: Doc, name: string): Doc {
  const spec: Doc = { v: 2, key: given['key'], name };
  for (const option of ['unique', 'prepareUnique', 'sparse', 'hidden'] as const) {
    if (isTruthy(given[option])) spec[option] = true;
  }
  for (const option of ['partialFilterExpression', 'expireAfterSeconds'] as const) {
    if (given[option] !== undefined) spec[option] = given[option];
  }
  return spec;
}
