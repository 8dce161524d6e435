import { ErrorCode, ServerError, typeMismatch } from '../server-error';
import { compileFilter } from '../query/compile-filter';
import { type Collection, dropCollection } from '../storage/catalog';
import type { WriteView } from '../storage/view';
import { type Doc, isDoc, isTruthy } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { collectionForWriting, recordExpanded } from './collection-access';
import { checkedNamespace, type Command, type CommandContext, docField, namespaceOf, write } from './command';
import { makeView, removeView } from './view-definitions';

const collectionOptions = [
  'capped',
  'size',
  'max',
  'validator',
  'validationLevel',
  'validationAction',
  'changeStreamPreAndPostImages',
  'clusteredIndex',
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
    'expireAfterSeconds',
    'encryptedFields',
    'autoIndexId',
  ],
  inTransaction: true,
  run: (context) => {
    const { body } = context;
    const namespace = namespaceOf(context);
    for (const option of ['timeseries', 'encryptedFields']) {
      if (body[option] !== undefined)
        throw new ServerError(
          ErrorCode.CommandNotSupported,
          `the option '${option}' of create is not supported by this server`,
        );
    }
    if (body['viewOn'] !== undefined || body['pipeline'] !== undefined) return createView(context, namespace);
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
    const options: Doc = Object.fromEntries(
      collectionOptions.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
    );
    if (options['clusteredIndex'] !== undefined) options['clusteredIndex'] = clusteredIndex(body);
    return write(context, async (view) => {
      checkNoView(view, namespace);
      const existing = view.catalog.find(namespace);
      if (existing && identityOf(existing.options) === identityOf(options)) return Promise.resolve({ ok: 1 });
      if (existing) {
        throw new ServerError(ErrorCode.NamespaceExists, `Collection ${namespace} already exists.`);
      }
      const made = collectionForWriting(view, namespace, options);
      const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };
      recordExpanded(view, made, 'create', { idIndex, ...options });
      return { ok: 1 };
    });
  },
};

function createView(context: CommandContext, namespace: string): Promise<Doc> {
  const { body } = context;
  if (body['viewOn'] === undefined) {
    throw new ServerError(ErrorCode.InvalidOptions, "'pipeline' requires 'viewOn' to also be specified");
  }
  const other = [...collectionOptions, 'collation'].find((option) => body[option] !== undefined);
  if (other !== undefined) {
    throw new ServerError(ErrorCode.InvalidOptions, `option not supported on a view: ${other}`);
  }
  return write(context, (view) => {
    makeView(context, view, namespace);
    return Promise.resolve({ ok: 1 });
  });
}

function checkNoView(view: WriteView, namespace: string): void {
  if (view.catalog.findView(namespace))
    throw new ServerError(ErrorCode.NamespaceExists, `namespace ${namespace} already exists, but is a view`);
}

/** Every collection here is ordered by an index on `_id`: a clustered one differs in what it says of itself. */
function clusteredIndex(body: Doc): Doc {
  const given = docField(body, 'clusteredIndex');
  if (identityOf(given['key']) !== identityOf({ _id: 1 }) || !isTruthy(given['unique'])) {
    throw new ServerError(
      ErrorCode.InvalidOptions,
      'The clusteredIndex option requires a unique index on {_id: 1}',
    );
  }
  if (body['expireAfterSeconds'] !== undefined) {
    throw new ServerError(
      ErrorCode.CommandNotSupported,
      'clustered collections whose documents expire are not supported by this server',
    );
  }
  const name = typeof given['name'] === 'string' ? given['name'] : '_id_';
  return { v: 2, key: { _id: 1 }, name, unique: true };
}

function dropOne(view: WriteView, collection: Collection): void {
  view.touch(collection.namespace);
  dropCollection(view.connection, collection);
  view.catalog.delete(collection.namespace);
  if (view.isWatched(collection.namespace)) {
    view.record({
      operationType: 'drop',
      ns: { db: collection.database, coll: collection.name },
      fields: {},
      expanded: { collectionUUID: collection.uuid },
    });
  }
}

export const dropCommand: Command = {
  fields: [],
  run: (context) => {
    const namespace = namespaceOf(context);
    return write(context, async (view) => {
      const ofView = view.catalog.findView(namespace);
      if (ofView) {
        removeView(view, ofView);
        return Promise.resolve({ ns: namespace, ok: 1 });
      }
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
      for (const stored of view.catalog.viewsOf(context.database)) removeView(view, stored);
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
          expanded: {
            collectionUUID: source.uuid,
            operationDescription: {
              to: { db: to.database, coll: to.name },
              ...(target && { dropTarget: target.uuid }),
            },
          },
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
