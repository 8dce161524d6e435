import { badValue, ErrorCode, ServerError } from '../server-error';
import { type Doc, getField, isDoc, setField } from '../values/document';
import { isIndexPart } from '../values/paths';

const MAX_PADDING = 1_500_000;

/** Where a change is made: a document or array, and the name or index in it. */
export interface Place {
  container: Doc | unknown[];
  name: string;
}

/** The value at a place; undefined when there is none. */
export function valueAt({ container, name }: Place): unknown {
  if (Array.isArray(container)) return isIndexPart(name) ? container[Number(name)] : undefined;
  return getField(container, name);
}

/** Puts a value at a place; arrays are padded with null. */
export function putAt({ container, name }: Place, value: unknown): void {
  if (!Array.isArray(container)) {
    setField(container, name, value);
    return;
  }
  const index = Number(name);
  if (index - container.length > MAX_PADDING)
    throw badValue(`can't backfill array to larger than ${MAX_PADDING} elements`);
  while (container.length < index) container.push(null);
  container[index] = value;
}

/** Takes a field away; an array's element becomes null. */
export function removeAt({ container, name }: Place): void {
  if (Array.isArray(container)) {
    if (isIndexPart(name) && Number(name) < container.length) container[Number(name)] = null;
  } else {
    Reflect.deleteProperty(container, name);
  }
}

function notViable(name: string, container: unknown, parent: string): ServerError {
  const shown = container === null ? 'null' : Array.isArray(container) ? '[]' : JSON.stringify(container);
  return new ServerError(
    ErrorCode.PathNotViable,
    `Cannot create field '${name}' in element {${parent}: ${shown}}`,
  );
}

/** Finds the place of a path, making documents on the way. @throws ServerError PathNotViable */
export function makePlace(root: Doc, parts: readonly string[]): Place {
  let container: unknown = root;
  for (const [at, part] of parts.entries()) {
    const parent = parts[at - 1] ?? '';
    if (Array.isArray(container) ? !isIndexPart(part) : !isDoc(container))
      throw notViable(part, container, parent);
    const place: Place = { container: container as Doc | unknown[], name: part };
    if (at === parts.length - 1) return place;
    container = valueAt(place);
    if (container === undefined) putAt(place, (container = {}));
  }
  throw badValue('an empty update path is not valid');
}

/** Finds the place of a path where all but its last part exist. */
export function findPlace(root: Doc, parts: readonly string[]): Place | undefined {
  let container: unknown = root;
  for (const [at, part] of parts.entries()) {
    if (!Array.isArray(container) && !isDoc(container)) return undefined;
    if (at === parts.length - 1) return { container: container as Doc | unknown[], name: part };
    container = valueAt({ container: container as Doc | unknown[], name: part });
  }
  return undefined;
}
