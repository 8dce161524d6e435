import { badValue, ErrorCode, ServerError, typeMismatch } from '../server-error';
import { type Collection, createIndexTable, dropIndexTable, saveIndex } from '../storage/catalog';
import { DocumentStore } from '../storage/document-store';
import { defineIndex, type IndexDefinition } from '../storage/index-definition';
import type { WriteView } from '../storage/view';
import { type Doc, isDoc } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { collectionForWriting, existingCollection, recordExpanded } from './collection-access';
import { listReply } from './list-commands';
import { type Command, namespaceOf, readView, write } from './command';

const FILL_AT_ONCE = 200;

const keyOf = (spec: Doc): string =>
  JSON.stringify(Object.keys(isDoc(spec['key']) ? spec['key'] : {})) + identityOf(spec['key']);

/** An index of the same name or keys that is already there: the same, or a conflict. */
function existingIndex(collection: Collection, wanted: IndexDefinition): IndexDefinition | undefined {
  const sameKey = collection.indexes.find(
    ({ spec }) =>
      keyOf(spec) === keyOf(wanted.spec) &&
      identityOf(spec['partialFilterExpression'] ?? null) ===
        identityOf(wanted.spec['partialFilterExpression'] ?? null),
  );
  const sameName = collection.indexes.find(({ name }) => name === wanted.name);
  if (sameName && sameName !== sameKey) {
    throw new ServerError(
      ErrorCode.IndexKeySpecsConflict,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${wanted.name}`,
    );
  }
  if (!sameKey || sameKey.id === 0) return sameKey;
  const differs =
    sameKey.unique !== wanted.unique ||
    sameKey.sparse !== wanted.sparse ||
    sameKey.expireAfterSeconds !== wanted.expireAfterSeconds;
  if (differs || sameKey.name !== wanted.name) {
    throw new ServerError(
      ErrorCode.IndexOptionsConflict,
      differs
        ? `An equivalent index already exists with the same name but different options. Requested index: ${wanted.name}`
        : `Index already exists with a different name: ${sameKey.name}`,
    );
  }
  return sameKey;
}

async function buildIndex(view: WriteView, collection: Collection, spec: Doc): Promise<Collection> {
  const index = createIndexTable(view.connection, collection, spec);
  const store = new DocumentStore(view.connection, view.catalog, collection);
  let from: number | undefined = 0;
  while ((from = store.fillIndex(index, from, FILL_AT_ONCE)) !== undefined) {
    const pause = view.breather.pause();
    if (pause) await pause;
  }
  saveIndex(view.connection, index);
  return view.catalog.put({ ...collection, indexes: [...collection.indexes, index] });
}

export const createIndexesCommand: Command = {
  fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  inTransaction: true,
  run: (context) => {
    const { body } = context;
    const namespace = namespaceOf(context);
    const specs = body['indexes'];
    if (!Array.isArray(specs))
      throw typeMismatch("BSON field 'createIndexes.indexes' is the wrong type, expected type 'array'");
    if (specs.length === 0) throw badValue('Must specify at least one index to create');
    return write(context, async (view) => {
      const existed = view.catalog.find(namespace) !== undefined;
      let collection = collectionForWriting(view, namespace);
      const before = collection.indexes.length;
      const built: Doc[] = [];
      for (const spec of specs as Doc[]) {
        const wanted = defineIndex(0, spec);
        if (existingIndex(collection, wanted)) continue;
        view.touch(namespace);
        collection = await buildIndex(view, collection, spec);
        built.push(wanted.spec);
      }
      if (built.length > 0) recordExpanded(view, collection, 'createIndexes', { indexes: built });
      const after = collection.indexes.length;
      return {
        numIndexesBefore: before,
        numIndexesAfter: after,
        createdCollectionAutomatically: !existed,
        ...(after === before && { note: 'all indexes already exist' }),
        ok: 1,
      };
    });
  },
};

export const listIndexesCommand: Command = {
  fields: ['cursor'],
  run: (context) => {
    const namespace = namespaceOf(context);
    const collection = existingCollection(readView(context, namespace), namespace);
    return listReply(
      context,
      namespace,
      collection.indexes.map(({ id, spec }) => {
        const clustered = collection.options['clusteredIndex'];
        return id === 0 && isDoc(clustered) ? { ...clustered, clustered: true } : spec;
      }),
    );
  },
};

function indexesToDrop(collection: Collection, wanted: unknown): IndexDefinition[] {
  if (wanted === '*') return collection.indexes.slice(1);
  if (Array.isArray(wanted)) return (wanted as unknown[]).flatMap((name) => indexesToDrop(collection, name));
  const found = collection.indexes.find(({ name, spec }) =>
    isDoc(wanted) ? keyOf({ key: wanted }) === keyOf(spec) : name === wanted,
  );
  if (!found) {
    const shown = isDoc(wanted)
      ? `can't find index with key: ${JSON.stringify(wanted)}`
      : `index not found with name [${String(wanted)}]`;
    throw new ServerError(ErrorCode.IndexNotFound, shown);
  }
  if (found.id === 0) throw new ServerError(ErrorCode.InvalidOptions, 'cannot drop _id index');
  return [found];
}

export const dropIndexesCommand: Command = {
  fields: ['index'],
  run: (context) => {
    const namespace = namespaceOf(context);
    return write(context, async (view) => {
      const collection = existingCollection(view, namespace);
      const dropped = new Set(indexesToDrop(collection, context.body['index']));
      view.touch(namespace);
      for (const index of dropped) dropIndexTable(view.connection, index);
      const indexes = [...dropped].map(({ spec }) => spec);
      recordExpanded(view, collection, 'dropIndexes', { indexes });
      view.catalog.put({ ...collection, indexes: collection.indexes.filter((index) => !dropped.has(index)) });
      return Promise.resolve({ nIndexesWas: collection.indexes.length, ok: 1 });
    });
  },
};
