import { type Doc, getField, isDoc } from './document';

const paths = new Map<string, string[]>();
const MAX_CACHED_PATHS = 10_000;

/** The parts of a dotted path. */
export function splitPath(path: string): string[] {
  let parts = paths.get(path);
  if (!parts) {
    parts = path.split('.');
    if (paths.size >= MAX_CACHED_PATHS) paths.clear();
    paths.set(path, parts);
  }
  return parts;
}

/** Whether a part of a path may be an array's index. */
export function isIndexPart(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/**
 * Calls `visit` with every value that a path reaches, arrays on the way being entered, until it gives true.
 * A value at the end is passed whole; undefined where the path ends in nothing.
 */
export function visitPath(
  root: unknown,
  parts: readonly string[],
  at: number,
  visit: (value: unknown) => boolean,
): boolean {
  if (at === parts.length) return visit(root);
  const part = parts[at] ?? '';
  if (Array.isArray(root)) {
    if (
      isIndexPart(part) &&
      Number(part) < root.length &&
      visitPath(root[Number(part)], parts, at + 1, visit)
    ) {
      return true;
    }
    return root.some((item: unknown) => isDoc(item) && visitPath(item, parts, at, visit));
  }
  return visitPath(isDoc(root) ? getField(root, part) : undefined, parts, at + 1, visit);
}

/** What an aggregation field path gives: arrays on the way map to arrays, indexes are not entered. */
export function fieldPathValue(root: unknown, parts: readonly string[], at = 0): unknown {
  if (at === parts.length) return root;
  if (Array.isArray(root)) {
    return root.map((item: unknown) => fieldPathValue(item, parts, at)).filter((item) => item !== undefined);
  }
  return isDoc(root) ? fieldPathValue(getField(root, parts[at] ?? ''), parts, at + 1) : undefined;
}

/** The value at an exact path through documents only; undefined as soon as something else is on the way. */
export function plainPathValue(root: Doc, path: string): unknown {
  let value: unknown = root;
  for (const part of splitPath(path)) {
    if (!isDoc(value)) return undefined;
    value = getField(value, part);
  }
  return value;
}
