import { badValue, ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc, isNumeric, toNumber } from '../values/document';
import { compareValues } from '../values/compare';
import { type Fold, KeyWriter } from '../values/key-encoding';
import { splitPath, visitPath } from '../values/paths';

/** One field of a sort, parsed. */
export interface SortField {
  path: string;
  parts: readonly string[];
  descending: boolean;
}

/** @throws ServerError BadValue for a direction other than 1 and -1 */
export function parseSort(sort: Doc): SortField[] {
  if ('$natural' in sort) return [];
  return Object.entries(sort).map(([path, direction]) => {
    if (isDoc(direction) && '$meta' in direction)
      throw badValue('$meta sort is not supported by this server');
    const value = toNumber(direction);
    if (!isNumeric(direction))
      throw new ServerError(15974, `Illegal key in $sort specification: ${path}: ${String(direction)}`);
    if (value !== 1 && value !== -1) {
      throw new ServerError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    if (path === '' || path.startsWith('$'))
      throw badValue(`FieldPath field names may not start with '$': ${path}`);
    return { path, parts: splitPath(path), descending: value === -1 };
  });
}

const writers = new Map<Fold, KeyWriter>();

/** The key of a document under a sort: of an array its least element counts, descending its greatest. */
export function sortKey(doc: unknown, fields: readonly SortField[], fold?: Fold): Buffer {
  let writer = writers.get(fold);
  if (!writer) writers.set(fold, (writer = new KeyWriter(fold)));
  for (const field of fields) {
    const value = sortValue(doc, field, fold);
    if (value === EMPTY) writer.emptyArray(field.descending);
    else writer.value(value, field.descending);
  }
  return writer.take();
}

const EMPTY = Symbol('empty array');

function sortValue(doc: unknown, field: SortField, fold: Fold): unknown {
  let best: unknown;
  let found = false;
  const consider = (value: unknown): void => {
    const better = found && best !== EMPTY && value !== EMPTY ? compareValues(value, best, fold) : undefined;
    if (
      !found ||
      (better === undefined
        ? (value === EMPTY) !== field.descending
        : field.descending
          ? better > 0
          : better < 0)
    ) {
      best = value;
    }
    found = true;
  };
  visitPath(doc, field.parts, 0, (value) => {
    if (!Array.isArray(value)) consider(value);
    else if (value.length === 0) consider(EMPTY);
    else value.forEach(consider);
    return false;
  });
  return best;
}

/** Compares two documents by a sort specification. */
export function sortComparator(sort: Doc): (left: unknown, right: unknown) => number {
  const fields = parseSort(sort);
  return (left, right) => Buffer.compare(sortKey(left, fields), sortKey(right, fields));
}

/** How much a sort may hold in memory, in bytes, as the server's own limit. */
export const SORT_MEMORY_BYTES = 100 * 1024 * 1024;

interface Held<T> {
  key: Buffer;
  order: number;
  item: T;
  bytes: number;
}

/** Sorts items by key, keeping no more than `limit` of them (0: all) and no more than the memory limit. */
export class Sorter<T> {
  private held: Held<T>[] = [];
  private bytes = 0;
  private count = 0;

  constructor(private readonly limit = 0) {}

  /** @throws ServerError 292 when more than 100 MB would have to be kept */
  add(key: Buffer, item: T, bytes: number): void {
    this.held.push({ key, item, bytes: bytes + key.length, order: this.count++ });
    this.bytes += bytes + key.length;
    if (this.limit > 0 && this.held.length >= this.limit * 2 + 100) this.cut();
    if (this.bytes > SORT_MEMORY_BYTES) {
      this.cut();
      if (this.bytes > SORT_MEMORY_BYTES) {
        throw new ServerError(
          ErrorCode.ExceededMemoryLimit,
          `Executor error during find command :: caused by :: Sort exceeded memory limit of ${SORT_MEMORY_BYTES} bytes, but did not opt in to external sorting.`,
        );
      }
    }
  }

  private cut(): void {
    this.held.sort((left, right) => Buffer.compare(left.key, right.key) || left.order - right.order);
    if (this.limit > 0 && this.held.length > this.limit) {
      for (const dropped of this.held.splice(this.limit)) this.bytes -= dropped.bytes;
    }
  }

  /** All items in order. */
  result(): T[] {
    this.cut();
    return this.held.map(({ item }) => item);
  }
}
