import { Long } from 'bson';
import { compileFilter } from '../query/compile-filter';
import { viewOptions } from '../storage/stored-view';
import { type Doc, isDoc, isTruthy, toNumber } from '../values/document';
import { serializeDocument } from '../values/serialize-document';
import { type Command, docField, readView } from './command';
import { firstReply } from './find-command';
import { DocumentCursor, FIRST_BATCH } from './open-cursor';

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
    const collections = view.catalog.ofDatabase(database).map((collection) => ({
      name: collection.name,
      type: 'collection',
      options: collection.options,
      info: { readOnly: false, uuid: collection.uuid },
      ...(collection.options['clusteredIndex'] === undefined && {
        idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
      }),
    }));
    const views = view.catalog.viewsOf(database).map((stored) => ({
      name: stored.name,
      type: 'view',
      options: viewOptions(stored),
      info: { readOnly: true },
    }));
    const entries = [...collections, ...views]
      .sort((left, right) => (left.name < right.name ? -1 : 1))
      .map((entry): Doc => entry)
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
    const names = [
      ...new Set([...view.catalog.all(), ...view.catalog.allViews()].map(({ database }) => database)),
    ].sort();
    const bytes = context.state.engine.fileBytes();
    const share = names.length > 0 ? Math.ceil(bytes / names.length) : 0;
    const databases = names
      .map((name): Doc => ({ name, sizeOnDisk: Long.fromNumber(share), empty: false }))
      .filter(matches)
      .map((entry) => (isTruthy(context.body['nameOnly']) ? { name: entry['name'] } : entry));
    return { databases, totalSize: Long.fromNumber(bytes), ok: 1 };
  },
};
