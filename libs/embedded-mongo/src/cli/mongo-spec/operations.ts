import { Readable } from 'node:stream';
import {
  ChangeStream,
  ClientSession,
  type Collection,
  Db,
  GridFSBucket,
  MongoClient,
  type Document,
} from 'mongodb';
import type { Doc } from '../../values/document';
import { driverOptions, type Entities, SkipTest } from './entities';
import type { Operation } from './spec-file';

type Run = (args: Doc, operation: Operation) => Promise<unknown>;

/** Runs one operation on its entity, with the driver. */
export async function runOperation(operation: Operation, entities: Entities): Promise<unknown> {
  const target = entities.entity(operation.object);
  const args = argumentsOf(operation, entities);
  const table = tableFor(target, entities);
  const run = table[operation.name];
  if (!run) throw new SkipTest(`the operation ${operation.name}`);
  return run(args, operation);
}

/** The arguments, with the session itself in the place of its name. */
function argumentsOf(operation: Operation, entities: Entities): Doc {
  const args = driverOptions(operation.arguments);
  if (typeof args['session'] === 'string') args['session'] = entities.get(args['session'], ClientSession);
  if (typeof args['returnDocument'] === 'string')
    args['returnDocument'] = args['returnDocument'].toLowerCase();
  return args;
}

function tableFor(target: unknown, entities: Entities): Record<string, Run> {
  if (target instanceof MongoClient) return clientOperations(target);
  if (target instanceof Db) return databaseOperations(target);
  if (target instanceof ClientSession) return sessionOperations(target, entities);
  if (target instanceof GridFSBucket) return bucketOperations(target);
  if (target instanceof ChangeStream) return { ...cursorOperations(target) };
  if (typeof target === 'object' && target !== null && 'insertOne' in target)
    return collectionOperations(target as Collection);
  if (typeof target === 'object' && target !== null && 'tryNext' in target)
    return cursorOperations(target as Cursor);
  throw new SkipTest('the kind of object');
}

interface Cursor {
  next(): Promise<unknown>;
  tryNext(): Promise<unknown>;
  close(): Promise<void>;
}

function cursorOperations(cursor: Cursor): Record<string, Run> {
  return {
    iterateUntilDocumentOrError: () => cursor.next(),
    iterateOnce: () => cursor.tryNext(),
    close: () => cursor.close(),
  };
}

/** Opens a stream and waits for its first answer, so that what follows is seen. */
async function opened(stream: ChangeStream): Promise<ChangeStream> {
  stream.on('init', () => undefined);
  await stream.tryNext();
  return stream;
}

const pipelineOf = (args: Doc): { pipeline: Document[]; rest: Doc } => {
  const { pipeline, ...rest } = args;
  return { pipeline: (pipeline ?? []) as Document[], rest };
};

function clientOperations(client: MongoClient): Record<string, Run> {
  return {
    listDatabases: async (args) => (await client.db().admin().listDatabases(args)).databases,
    listDatabaseNames: async () =>
      (await client.db().admin().listDatabases({ nameOnly: true })).databases.map(({ name }) => name),
    createChangeStream: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return opened(client.watch(pipeline, rest));
    },
    clientBulkWrite: async ({ models, ...rest }) => {
      const list = (models as Doc[]).map((model) => {
        const [name = '', fields] = Object.entries(model)[0] ?? [];
        return { name, ...(fields as Doc) };
      });
      return client.bulkWrite(list as never, rest);
    },
    close: () => client.close(),
  };
}

function databaseOperations(database: Db): Record<string, Run> {
  return {
    runCommand: ({ command, session }) =>
      database.command(command as Document, session instanceof ClientSession ? { session } : {}),
    aggregate: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return database.aggregate(pipeline, rest).toArray();
    },
    createCollection: ({ collection, ...rest }) => database.createCollection(String(collection), rest),
    dropCollection: ({ collection, ...rest }) => database.dropCollection(String(collection), rest),
    listCollections: ({ filter, ...rest }) => database.listCollections(filter ?? {}, rest).toArray(),
    listCollectionNames: async ({ filter, ...rest }) =>
      (await database.listCollections((filter ?? {}) as Document, { ...rest, nameOnly: true }).toArray()).map(
        ({ name }) => name,
      ),
    createChangeStream: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return opened(database.watch(pipeline, rest));
    },
  };
}

function collectionOperations(collection: Collection): Record<string, Run> {
  const doc = (value: unknown): Document => value ?? {};
  return {
    aggregate: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return collection.aggregate(pipeline, rest).toArray();
    },
    bulkWrite: ({ requests, ...rest }) => collection.bulkWrite(requests as never, rest),
    countDocuments: ({ filter, ...rest }) => collection.countDocuments(doc(filter), rest),
    estimatedDocumentCount: (args) => collection.estimatedDocumentCount(args),
    count: ({ filter, ...rest }) => collection.countDocuments(doc(filter), rest),
    createChangeStream: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return opened(collection.watch(pipeline, rest));
    },
    createFindCursor: ({ filter, ...rest }) => Promise.resolve(collection.find(doc(filter), rest)),
    createIndex: ({ keys, session, ...rest }) =>
      collection.createIndex(
        keys as Record<string, 1>,
        rest,
        session instanceof ClientSession ? { session } : {},
      ),
    dropIndex: ({ name, ...rest }) => collection.dropIndex(String(name), rest),
    listIndexes: (args) => collection.listIndexes(args).toArray(),
    listIndexNames: async () =>
      ((await collection.listIndexes().toArray()) as Doc[]).map((index) => index['name']),
    deleteMany: ({ filter, ...rest }) => collection.deleteMany(doc(filter), rest),
    deleteOne: ({ filter, ...rest }) => collection.deleteOne(doc(filter), rest),
    distinct: ({ fieldName, filter, ...rest }) => collection.distinct(String(fieldName), doc(filter), rest),
    find: ({ filter, ...rest }) => collection.find(doc(filter), rest).toArray(),
    findOne: ({ filter, ...rest }) => collection.findOne(doc(filter), rest),
    findOneAndDelete: ({ filter, ...rest }) => collection.findOneAndDelete(doc(filter), rest),
    findOneAndReplace: ({ filter, replacement, ...rest }) =>
      collection.findOneAndReplace(doc(filter), doc(replacement), rest),
    findOneAndUpdate: ({ filter, update, ...rest }) =>
      collection.findOneAndUpdate(doc(filter), update as Document, rest),
    insertMany: ({ documents, ...rest }) => collection.insertMany(documents as Document[], rest),
    insertOne: ({ document, ...rest }) => collection.insertOne(doc(document), rest),
    rename: ({ to, ...rest }) => collection.rename(String(to), rest),
    drop: (args) => collection.drop(args),
    replaceOne: ({ filter, replacement, ...rest }) =>
      collection.replaceOne(doc(filter), doc(replacement), rest),
    updateMany: ({ filter, update, ...rest }) => collection.updateMany(doc(filter), update as Document, rest),
    updateOne: ({ filter, update, ...rest }) => collection.updateOne(doc(filter), update as Document, rest),
  };
}

function sessionOperations(session: ClientSession, entities: Entities): Record<string, Run> {
  return {
    startTransaction: async (args) => {
      session.startTransaction(args);
      return Promise.resolve();
    },
    commitTransaction: () => session.commitTransaction(),
    abortTransaction: () => session.abortTransaction(),
    endSession: () => session.endSession(),
    withTransaction: ({ callback, ...rest }) =>
      session.withTransaction(async () => {
        for (const operation of callback as Operation[]) {
          await runOperation(operation, entities);
        }
      }, rest),
  };
}

function bucketOperations(bucket: GridFSBucket): Record<string, Run> {
  return {
    upload: async ({ filename, source, ...rest }) => {
      const bytes = Buffer.from(String((source as Doc)['$$hexBytes']), 'hex');
      const stream = bucket.openUploadStream(String(filename), rest);
      Readable.from(bytes.length > 0 ? [bytes] : []).pipe(stream);
      await new Promise((resolve, reject) => stream.once('finish', resolve).once('error', reject));
      return stream.id;
    },
    download: async ({ id, ...rest }) => contentOf(bucket.openDownloadStream(id as never, rest)),
    downloadByName: async ({ filename, ...rest }) =>
      contentOf(bucket.openDownloadStreamByName(String(filename), rest)),
    delete: ({ id }) => bucket.delete(id as never),
    rename: ({ id, newFilename }) => bucket.rename(id as never, String(newFilename)),
    drop: () => bucket.drop(),
    find: ({ filter, ...rest }) => bucket.find(filter ?? {}, rest).toArray(),
  };
}

async function contentOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
