import { ErrorCode, ServerError } from '../server-error';
import { type Collection, createCollection } from '../storage/catalog';
import type { WriteView } from '../storage/view';
import { type Doc } from '../values/document';

type DefinitionChange = 'create' | 'createIndexes' | 'dropIndexes' | 'modify';

/** Records a change of a collection's definition for streams that ask for such events. */
export function recordExpanded(
  view: WriteView,
  { namespace, database, name, uuid }: Collection,
  operationType: DefinitionChange,
  operationDescription: Doc,
): void {
  if (!view.isWatched(namespace)) return;
  view.record({
    operationType,
    ns: { db: database, coll: name },
    fields: {},
    expanded: { collectionUUID: uuid, operationDescription },
  });
}

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
