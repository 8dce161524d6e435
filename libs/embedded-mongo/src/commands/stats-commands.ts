import { ServerError } from '../server-error';
import { type Collection, collectionTable } from '../storage/catalog';
import type { ReadView } from '../storage/view';
import type { Doc } from '../values/document';
import { type Command, countField, namespaceOf, readView } from './command';

function sizes(view: ReadView, collection: Collection): { count: number; size: number } {
  const row = view.connection.get(
    `SELECT count(*) AS n, coalesce(sum(length(doc)), 0) AS bytes FROM ${collectionTable(collection.id)}`,
  );
  return { count: Number(row?.['n']), size: Number(row?.['bytes']) };
}

function storageStats(view: ReadView, collection: Collection, scale: number): Doc {
  const { count, size } = sizes(view, collection);
  return {
    size: Math.floor(size / scale),
    count,
    avgObjSize: count > 0 ? Math.round(size / count) : 0,
    storageSize: Math.floor(size / scale),
    ...cappedStats(collection.options),
    nindexes: collection.indexes.length,
    totalIndexSize: 0,
    totalSize: Math.floor(size / scale),
    indexSizes: Object.fromEntries(collection.indexes.map(({ name }) => [name, 0])),
    scaleFactor: scale,
  };
}

function cappedStats({ capped, size, max }: Doc): Doc {
  if (capped !== true) return { capped: false };
  return { capped, maxSize: size, max: max ?? 0 };
}

/** What `$collStats` and `$indexStats` begin with. */
export function collectionStats(
  view: ReadView,
  namespace: string,
  stage: '$collStats' | '$indexStats',
): Doc[] {
  const collection = view.catalog.find(namespace);
  if (!collection) throw new ServerError(26, `ns does not exist: ${namespace}`);
  if (stage === '$collStats') {
    const stats = storageStats(view, collection, 1);
    return [{ ns: namespace, localTime: new Date(), storageStats: stats, count: stats['count'] }];
  }
  return collection.indexes.map(({ name, spec }) => ({ name, key: spec['key'], spec }));
}

export const collStatsCommand: Command = {
  fields: ['scale'],
  run: (context) => {
    const namespace = namespaceOf(context);
    const view = readView(context, namespace);
    const collection = view.catalog.find(namespace);
    const scale = countField(context.body, 'scale') || 1;
    if (!collection)
      return {
        ns: namespace,
        size: 0,
        count: 0,
        storageSize: 0,
        nindexes: 0,
        totalIndexSize: 0,
        totalSize: 0,
        indexSizes: {},
        scaleFactor: scale,
        ok: 1,
      };
    return { ns: namespace, ...storageStats(view, collection, scale), ok: 1 };
  },
};

export const dbStatsCommand: Command = {
  fields: ['scale', 'freeStorage'],
  run: (context) => {
    const view = readView(context, context.database);
    const scale = countField(context.body, 'scale') || 1;
    const collections = view.catalog.ofDatabase(context.database);
    const all = collections.map((collection) => ({
      ...sizes(view, collection),
      indexes: collection.indexes.length,
    }));
    const total = (field: 'count' | 'size' | 'indexes'): number =>
      all.reduce((sum, item) => sum + item[field], 0);
    return {
      db: context.database,
      collections: collections.length,
      views: view.catalog.viewsOf(context.database).length,
      objects: total('count'),
      avgObjSize: total('count') > 0 ? total('size') / total('count') : 0,
      dataSize: total('size') / scale,
      storageSize: total('size') / scale,
      indexes: total('indexes'),
      indexSize: 0,
      totalSize: total('size') / scale,
      scaleFactor: scale,
      fsUsedSize: context.state.engine.fileBytes() / scale,
      ok: 1,
    };
  },
};

export const validateCommand: Command = {
  fields: ['full', 'repair', 'metadata', 'background'],
  run: (context) => {
    const namespace = namespaceOf(context);
    const view = readView(context, namespace);
    const collection = view.catalog.find(namespace);
    if (!collection) throw new ServerError(26, `Collection '${namespace}' does not exist to validate.`);
    const problems = context.state.engine.integrityProblems();
    return {
      ns: namespace,
      nrecords: sizes(view, collection).count,
      nIndexes: collection.indexes.length,
      valid: problems.length === 0,
      errors: problems,
      warnings: [],
      ok: 1,
    };
  },
};
