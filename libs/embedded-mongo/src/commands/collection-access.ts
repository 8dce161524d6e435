import { ErrorCode, ServerError } from '../server-error';
import { type Collection, createCollection } from '../storage/catalog';
import type { WriteView } from '../storage/view';
import { type Doc } from '../values/document';

/** The collection, made when it is not there, as a write to it does. */
export function collectionForWriting(view: WriteView, namespace: string, options: Doc = {}): Collection {
  const found = view.catalog.find(namespace);
  if (found) return found;
  view.touch(namespace);
  return view.catalog.put(createCollection(view.connection, namespace, options));
}

/** @throws ServerError NamespaceNotFound */
export function existingCollection(view: { catalog: WriteView['catalog'] }, namespace: string): Collection {
  const found = view.catalog.find(namespace);
  if (!found) throw new ServerError(ErrorCode.NamespaceNotFound, `ns does not exist: ${namespace}`);
  return found;
}
