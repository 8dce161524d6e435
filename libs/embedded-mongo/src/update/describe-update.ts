import { valuesEqual, sameStored } from '../values/compare';
import { type Doc, isDoc, setField } from '../values/document';

/** What a change stream says about an update. */
export interface UpdateDescription {
  updatedFields: Doc;
  removedFields: string[];
  truncatedArrays: { field: string; newSize: number }[];
  /** The parts of those paths that can be read in more than one way; array positions as numbers. */
  disambiguatedPaths: Doc;
}

type Path = readonly (string | number)[];

/** The difference between two states of a document, by dotted paths. */
export function describeUpdate(before: Doc, after: Doc): UpdateDescription {
  const description: UpdateDescription = {
    updatedFields: {},
    removedFields: [],
    truncatedArrays: [],
    disambiguatedPaths: {},
  };
  diffDocuments(before, after, [], description);
  return description;
}

/** The dotted path, noted where a field's name holds a dot or looks like a position. */
function shown(path: Path, into: UpdateDescription): string {
  const dotted = path.join('.');
  if (path.some((part) => typeof part === 'string' && /^\d+$|\./.test(part)))
    setField(into.disambiguatedPaths, dotted, [...path]);
  return dotted;
}

function diffDocuments(before: Doc, after: Doc, path: Path, into: UpdateDescription): void {
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) into.removedFields.push(shown([...path, name], into));
  }
  for (const [name, value] of Object.entries(after)) {
    const at = [...path, name];
    if (!Object.hasOwn(before, name)) setField(into.updatedFields, shown(at, into), value);
    else diffValues(before[name], value, at, into);
  }
}

function diffValues(before: unknown, after: unknown, path: Path, into: UpdateDescription): void {
  if (before === after || sameStored(before, after)) return;
  if (isDoc(before) && isDoc(after) && Object.keys(after).length > 0) {
    diffDocuments(before, after, path, into);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after) && diffArrays(before, after, path, into)) return;
  setField(into.updatedFields, shown(path, into), after);
}

function diffArrays(before: unknown[], after: unknown[], path: Path, into: UpdateDescription): boolean {
  const common = Math.min(before.length, after.length);
  let same = 0;
  for (let at = 0; at < common; at++) if (valuesEqual(before[at], after[at])) same++;
  if (common === 0 || (same * 2 < common && !sameShape(before, after))) return false;
  for (let at = 0; at < common; at++) diffValues(before[at], after[at], [...path, at], into);
  for (let at = common; at < after.length; at++)
    setField(into.updatedFields, shown([...path, at], into), after[at]);
  if (after.length < before.length)
    into.truncatedArrays.push({ field: shown(path, into), newSize: after.length });
  return true;
}

/** Arrays of documents are compared field by field as long as none was added, taken away or replaced by a value. */
const sameShape = (before: unknown[], after: unknown[]): boolean =>
  before.length === after.length && before.every((item, at) => isDoc(item) && isDoc(after[at]));
