import {
  type AbstractCursor,
  ClientSession,
  type Collection,
  type Document,
  type SearchIndexDescription,
} from 'mongodb';
import type { Doc } from '../../../values/document';
import { pipelineOf } from './client-operations';
import { opened } from './cursor-operations';
import type { RunOperation } from './index';

const doc = (value: unknown): Document => value ?? {};

/** What tests do with a collection. */
export function collectionOperations(collection: Collection): Record<string, RunOperation> {
  return { ...reads(collection), ...writes(collection), ...indexes(collection) };
}

function reads(collection: Collection): Record<string, RunOperation> {
  const find = ({ filter, ...rest }: Doc): AbstractCursor => collection.find(doc(filter), rest);
  return {
    aggregate: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return collection.aggregate(pipeline, rest).toArray();
    },
    countDocuments: ({ filter, ...rest }) => collection.countDocuments(doc(filter), rest),
    estimatedDocumentCount: (args) => collection.estimatedDocumentCount(args),
    // Deprecated, but what the tests of this name mean: it sends `count`.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    count: ({ filter, ...rest }) => collection.count(doc(filter), rest),
    createChangeStream: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return opened(collection.watch(pipeline, rest));
    },
    createFindCursor: (args) => opened(find(args)),
    distinct: ({ fieldName, filter, ...rest }) => collection.distinct(String(fieldName), doc(filter), rest),
    find: (args) => find(args).toArray(),
    findOne: ({ filter, ...rest }) => collection.findOne(doc(filter), rest),
  };
}

function writes(collection: Collection): Record<string, RunOperation> {
  return {
    bulkWrite: ({ requests, ...rest }) => collection.bulkWrite(requests as never, rest),
    deleteMany: ({ filter, ...rest }) => collection.deleteMany(doc(filter), rest),
    deleteOne: ({ filter, ...rest }) => collection.deleteOne(doc(filter), rest),
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

function indexes(collection: Collection): Record<string, RunOperation> {
  const list = async (args: Doc): Promise<Document[]> =>
    (await collection.listIndexes(args).toArray()) as Document[];
  return {
    createIndex: ({ keys, session, ...rest }) =>
      collection.createIndex(
        keys as Record<string, 1>,
        rest,
        session instanceof ClientSession ? { session } : {},
      ),
    dropIndex: ({ name, ...rest }) => collection.dropIndex(name as string, rest),
    dropIndexes: (args) => collection.dropIndexes(args),
    listIndexes: list,
    listIndexNames: async (args) => (await list(args)).map(({ name }) => name as string),
    createSearchIndex: ({ model }) => collection.createSearchIndex(model as SearchIndexDescription),
    createSearchIndexes: ({ models }) => collection.createSearchIndexes(models as SearchIndexDescription[]),
    updateSearchIndex: ({ name, definition }) =>
      collection.updateSearchIndex(name as string, definition as Document),
    dropSearchIndex: ({ name }) => collection.dropSearchIndex(name as string),
    listSearchIndexes: ({ name, aggregationOptions }) => {
      const options = (aggregationOptions ?? {}) as Document;
      const cursor =
        name === undefined
          ? collection.listSearchIndexes(options)
          : collection.listSearchIndexes(name as string, options);
      return cursor.toArray();
    },
  };
}
