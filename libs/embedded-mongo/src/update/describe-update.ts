import { valuesEqual, sameStored } from '../values/compare';
import { type Doc, isDoc, setField } from '../values/document';

/** What a change stream says about an update. */
export interface UpdateDescription {
  updatedFields: Doc;
  removedFields: string[];
  truncatedArrays: { field: string; newSize: number }[];
}

/** The difference between two states of a document, by dotted paths. */
export function describeUpdate(before: Doc, after: Doc): UpdateDescription {
  const description: UpdateDescription = { updatedFields: {}, removedFields: [], truncatedArrays: [] };
  diffDocuments(before, after, '', description);
  return description;
}

function diffDocuments(before: Doc, after: Doc, prefix: string, into: UpdateDescription): void {
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) into.removedFields.push(prefix + name);
  }
  for (const [name, value] of Object.entries(after)) {
    if (!Object.hasOwn(before, name)) setField(into.updatedFields, prefix + name, value);
    else diffValues(before[name], value, prefix + name, into);
  }
}

function diffValues(before: unknown, after: unknown, path: string, into: UpdateDescription): void {
  if (before === after || sameStored(before, after)) return;
  if (isDoc(before) && isDoc(after) && Object.keys(after).length > 0) {
    diffDocuments(before, after, `${path}.`, into);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after) && diffArrays(before, after, path, into)) return;
  setField(into.updatedFields, path, after);
}

function diffArrays(before: unknown[], after: unknown[], path: string, into: UpdateDescription): boolean {
  const common = Math.min(before.length, after.length);
  let same = 0;
  for (let at = 0; at < common; at++) if (valuesEqual(before[at], after[at])) same++;
  if (common === 0 || same * 2 < common) return false;
  for (let at = 0; at < common; at++) diffValues(before[at], after[at], `${path}.${at}`, into);
  for (let at = common; at < after.length; at++) setField(into.updatedFields, `${path}.${at}`, after[at]);
  if (after.length < before.length) into.truncatedArrays.push({ field: path, newSize: after.length });
  return true;
}
