import { ErrorCode, ServerError } from '../server-error';
import { bsonTag, type Doc, getField, isDoc } from '../values/document';
import { KeyWriter } from '../values/key-encoding';
import { textOf } from '../values/bson-type';
import { visitPath } from '../values/paths';
import type { IndexDefinition } from './index-definition';

const writer = new KeyWriter();
const EMPTY_ARRAY = Symbol('empty array');

/** The entries of one document in one index. */
export interface IndexKeys {
  keys: Buffer[];
  /** For each field whether the document has an array there, or a symbol, which has the key of a string. */
  multikey: boolean[];
}

/** Whether the index has entries for this document: partial and sparse indexes leave documents out. */
function covers(index: IndexDefinition, doc: Doc): boolean {
  if (index.partial && !index.partial.matches(doc)) return false;
  if (!index.sparse) return true;
  return index.fields.some(({ parts }) => visitPath(doc, parts, 0, (value) => value !== undefined));
}

/**
 * The keys of a document: one, or one for each element where a field holds an array.
 * @throws ServerError 171 when two fields of the index hold arrays
 */
export function indexKeys(index: IndexDefinition, doc: Doc): IndexKeys {
  if (!covers(index, doc)) return { keys: [], multikey: index.fields.map(() => false) };
  const columns = index.fields.map(({ parts }) => fieldValues(doc, parts));
  const wide = columns.filter(({ isArray }) => isArray).length;
  if (wide > 1) {
    const [first, second] = index.fields.filter((_, at) => columns[at]?.isArray);
    checkParallel(first?.parts, second?.parts);
  }
  const unique = new Map<string, Buffer>();
  for (const row of product(columns.map(({ values }) => values))) {
    row.forEach((value, at) => {
      const descending = index.fields[at]?.descending === true;
      if (value === EMPTY_ARRAY) writer.emptyArray(descending);
      else writer.value(value, descending);
    });
    const key = writer.take();
    unique.set(key.toString('latin1'), key);
  }
  return {
    keys: [...unique.values()],
    multikey: columns.map(({ isArray, values }) => isArray || values.some(isSymbol)),
  };
}

function checkParallel(first: readonly string[] | undefined, second: readonly string[] | undefined): void {
  // Two fields of one array's elements (`items.a`, `items.b`) are not parallel arrays.
  if (first?.[0] !== undefined && first[0] === second?.[0]) return;
  throw new ServerError(171, `cannot index parallel arrays [${second?.[0]}] [${first?.[0]}]`, {
    codeName: 'CannotIndexParallelArrays',
  });
}

const isSymbol = (value: unknown): boolean => bsonTag(value) === 'BSONSymbol';

function fieldValues(doc: Doc, parts: readonly string[]): { values: unknown[]; isArray: boolean } {
  const values: unknown[] = [];
  const ends: unknown[] = [];
  visitPath(doc, parts, 0, (value) => {
    ends.push(value);
    if (!Array.isArray(value)) values.push(value);
    else if (value.length === 0) values.push(EMPTY_ARRAY);
    else for (const item of value as unknown[]) values.push(item);
    return false;
  });
  if (values.length === 0) values.push(undefined);
  return { values, isArray: ends.length !== 1 || ends.some(Array.isArray) || throughArray(doc, parts) };
}

function throughArray(value: unknown, parts: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (Array.isArray(value)) return true;
  return part !== undefined && isDoc(value) && throughArray(getField(value, part), rest);
}

function product(columns: unknown[][]): unknown[][] {
  return columns.reduce<unknown[][]>(
    (rows, column) => rows.flatMap((row) => column.map((value) => [...row, value])),
    [[]],
  );
}

/** The error of a unique index, as the server words it. */
export function duplicateKey(namespace: string, index: IndexDefinition, doc: Doc): ServerError {
  const keyValue: Doc = {};
  for (const { path, parts } of index.fields) {
    visitPath(doc, parts, 0, (value) => {
      keyValue[path] = value ?? null;
      return value !== undefined;
    });
    if (!(path in keyValue)) keyValue[path] = null;
  }
  const shown = Object.entries(keyValue)
    .map(([path, value]) => `${path}: ${show(value)}`)
    .join(', ');
  return new ServerError(
    ErrorCode.DuplicateKey,
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown} }`,
    { keyPattern: index.spec['key'], keyValue },
  );
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if ('_bsontype' in value && value._bsontype === 'ObjectId') return `ObjectId('${textOf(value)}')`;
  return '_bsontype' in value ? textOf(value) : JSON.stringify(value);
}
