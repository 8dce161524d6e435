import { Long } from 'bson';
import { ErrorCode, ServerError, typeMismatch } from '../server-error';
import { compileFilter } from '../query/compile-filter';
import { type Collection, dropCollection, saveIndex, saveOptions } from '../storage/catalog';
import type { WriteView } from '../storage/view';
import { type Doc, isDoc, isTruthy, toNumber } from '../values/document';
import { serializeDocument } from '../values/serialize-document';
import { collectionForWriting, existingCollection } from './collection-access';
import { checkedNamespace, type Command, docField, namespaceOf, readView, write } from './command';
import { firstReply } from './find-command';
import { identityOf } from '../values/key-encoding';
import { defineIndex } from '../storage/index-definition';
import { DocumentCursor, FIRST_BATCH } from './open-cursor';

const collectionOptions = [
  'capped',
  'size',
  'max',
  'validator',
  'validationLevel',
  'validationAction',
  'changeStreamPreAndPostImages',
];

export const createCommand: Command = {
  fields: [
    ...collectionOptions,
    'collation',
    'indexOptionDefaults',
    'storageEngine',
    'viewOn',
    'pipeline',
    'timeseries',
    'clusteredIndex',
    'expireAfterSeconds',
    'encryptedFields',
    'autoIndexId',
  ],
  inTransaction: true,
  run: (context) => {
    const { body } = context;
    const namespace = namespaceOf(context);
    for (const option of ['viewOn', 'timeseries', 'clusteredIndex', 'encryptedFields']) {
      if (body[option] !== undefined)
        throw new ServerError(
          ErrorCode.CommandNotSupported,
          `the option '${option}' of create is not supported by this server`,
        );
    }
    if (isDoc(body['collation']) && body['collation']['locale'] !== 'simple') {
      throw new ServerError(
        ErrorCode.CommandNotSupported,
        'collections with a collation are not supported by this server',
      );
    }
    if (isTruthy(body['capped']) && body['size'] === undefined) {
      throw new ServerError(ErrorCode.InvalidOptions, "the 'size' field is required when 'capped' is true");
    }
    compileFilter(docField(body, 'validator'));
    const options = Object.fromEntries(
      collectionOptions.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
    );
    return write(context, async (view) => {
      const existing = view.catalog.find(namespace);
      if (existing && identityOf(existing.options) === identityOf(options)) return Promise.resolve({ ok: 1 });
      if (existing) {
        throw new ServerError(ErrorCode.NamespaceExists, `Collection ${namespace} already exists.`);
      }
      collectionForWriting(view, namespace, options);
      return { ok: 1 };
    });
  },
};

function dropOne(view: WriteView, collection: Collection): void {
  view.touch(collection.namespace);
  dropCollection(view.connection, collection);
  view.catalog.delete(collection.namespace);
  if (view.isWatched(collection.namespace)) {
    view.record({
      operationType: 'drop',
      ns: { db: collection.database, coll: collection.name },
      fields: {},
    });
  }
}

export const dropCommand: Command = {
  fields: [],
  run: (context) => {
    const namespace = namespaceOf(context);
    return write(context, async (view) => {
      const collection = view.catalog.find(namespace);
      if (!collection) return Promise.resolve({ ok: 1 });
      dropOne(view, collection);
      return { nIndexesWas: collection.indexes.length, ns: namespace, ok: 1 };
    });
  },
};

export const dropDatabaseCommand: Command = {
  fields: [],
  run: (context) =>
    write(context, async (view) => {
      for (const collection of view.catalog.ofDatabase(context.database)) dropOne(view, collection);
      if (view.isWatched(context.database)) {
        view.record({ operationType: 'dropDatabase', ns: { db: context.database }, fields: {} });
      }
      return Promise.resolve({ dropped: context.database, ok: 1 });
    }),
};

export const renameCollectionCommand: Command = {
  fields: ['to', 'dropTarget'],
  run: (context) => {
    const { body, database } = context;
    if (database !== 'admin')
      throw new ServerError(
        ErrorCode.Unauthorized,
        'renameCollection may only be run against the admin database.',
      );
    const [from, to] = [split(body['renameCollection']), split(body['to'])];
    return write(context, async (view) => {
      const source = view.catalog.find(from.namespace);
      if (!source)
        throw new ServerError(
          ErrorCode.NamespaceNotFound,
          `Source collection ${from.namespace} does not exist`,
        );
      const target = view.catalog.find(to.namespace);
      if (target && !isTruthy(body['dropTarget']))
        throw new ServerError(ErrorCode.NamespaceExists, 'target namespace exists');
      if (target) dropOne(view, target);
      view.touch(from.namespace);
      view.touch(to.namespace);
      view.connection.run('UPDATE collections SET namespace = ? WHERE id = ?', to.namespace, source.id);
      view.catalog.delete(from.namespace);
      view.catalog.put({ ...source, namespace: to.namespace, database: to.database, name: to.name });
      if (view.isWatched(from.namespace)) {
        view.record({
          operationType: 'rename',
          ns: { db: from.database, coll: from.name },
          fields: { to: { db: to.database, coll: to.name } },
        });
      }
      return Promise.resolve({ ok: 1 });
    });
  },
};

function split(namespace: unknown): { namespace: string; database: string; name: string } {
  if (typeof namespace !== 'string') throw typeMismatch('collection names must be strings');
  const dot = namespace.indexOf('.');
  const [database, name] = [namespace.slice(0, Math.max(dot, 0)), namespace.slice(dot + 1)];
  return { namespace: checkedNamespace(database, name), database, name };
}

async function* once(documents: Doc[]): AsyncGenerator<Buffer[]> {
  yield await Promise.resolve(documents.map(serializeDocument));
}

/** Answers with documents at hand as a cursor. */
export function listReply(
  context: Parameters<typeof firstReply>[0],
  namespace: string,
  documents: Doc[],
): ReturnType<typeof firstReply> {
  const cursor = isDoc(context.body['cursor']) ? context.body['cursor'] : {};
  const batchSize =
    cursor['batchSize'] === undefined
      ? Math.max(FIRST_BATCH, documents.length)
      : toNumber(cursor['batchSize']);
  return firstReply(context, namespace, new DocumentCursor(once(documents)), { batchSize });
}

export const listCollectionsCommand: Command = {
  fields: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
  run: (context) => {
    const { database, body } = context;
    const { matches } = compileFilter(docField(body, 'filter'));
    const view = readView(context, database);
    const entries = view.catalog
      .ofDatabase(database)
      .sort((left, right) => (left.name < right.name ? -1 : 1))
      .map((collection): Doc => ({
        name: collection.name,
        type: 'collection',
        options: collection.options,
        info: { readOnly: false, uuid: collection.uuid },
        idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
      }))
      .filter(matches)
      .map((entry) => (isTruthy(body['nameOnly']) ? { name: entry['name'], type: entry['type'] } : entry));
    return listReply(context, `${database}.$cmd.listCollections`, entries);
  },
};

export const listDatabasesCommand: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run: (context) => {
    const { matches } = compileFilter(docField(context.body, 'filter'));
    const view = readView(context, 'admin');
    const names = [...new Set(view.catalog.all().map(({ database }) => database))].sort();
    const bytes = context.state.engine.fileBytes();
    const share = names.length > 0 ? Math.ceil(bytes / names.length) : 0;
    const databases = names
      .map((name): Doc => ({ name, sizeOnDisk: Long.fromNumber(share), empty: false }))
      .filter(matches)
      .map((entry) => (isTruthy(context.body['nameOnly']) ? { name: entry['name'] } : entry));
    return { databases, totalSize: Long.fromNumber(bytes), ok: 1 };
  },
};

export const collModCommand: Command = {
  fields: [
    'validator',
    'validationLevel',
    'validationAction',
    'index',
    'changeStreamPreAndPostImages',
    'cappedSize',
    'cappedMax',
  ],
  run: (context) => {
    const { body } = context;
    const namespace = namespaceOf(context);
    return write(context, async (view) => {
      const collection = existingCollection(view, namespace);
      const options = { ...collection.options };
      for (const name of [
        'validator',
        'validationLevel',
        'validationAction',
        'changeStreamPreAndPostImages',
      ]) {
        if (body[name] !== undefined) options[name] = body[name];
      }
      if (isDoc(options['validator'])) compileFilter(options['validator']);
      const indexes = isDoc(body['index'])
        ? changedIndexes(view, collection, body['index'])
        : collection.indexes;
      const changed = view.catalog.put({ ...collection, options, indexes });
      saveOptions(view.connection, changed);
      return Promise.resolve({ ok: 1 });
    });
  },
};

function changedIndexes(view: WriteView, collection: Collection, change: Doc): Collection['indexes'] {
  const wanted = collection.indexes.find(({ name, spec }) =>
    isDoc(change['keyPattern'])
      ? identityOf(spec['key']) === identityOf(change['keyPattern'])
      : name === change['name'],
  );
  if (!wanted || wanted.id === 0)
    throw new ServerError(ErrorCode.IndexNotFound, `cannot find index for ns ${collection.namespace}`);
  const spec = { ...wanted.spec };
  for (const option of ['expireAfterSeconds', 'hidden'])
    if (change[option] !== undefined) spec[option] = change[option];
  const index = { ...defineIndex(wanted.id, spec, wanted.multikey) };
  saveIndex(view.connection, index);
  return collection.indexes.map((other) => (other.id === wanted.id ? index : other));
}
