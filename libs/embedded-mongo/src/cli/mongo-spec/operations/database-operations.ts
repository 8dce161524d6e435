import { ClientSession, type Db, type Document, ReadPreference, type RunCommandCursor } from 'mongodb';
import type { Doc } from '../../../values/document';
import { pipelineOf } from './client-operations';
import { opened } from './cursor-operations';
import type { RunOperation } from './index';

/** What tests do with a database. */
export function databaseOperations(database: Db): Record<string, RunOperation> {
  const list = (args: Doc): Promise<Document[]> => {
    const { filter, ...rest } = args;
    return database.listCollections(filter ?? {}, rest).toArray();
  };
  return {
    runCommand: ({ command, ...rest }) => database.command(command as Document, commandOptions(rest)),
    runCursorCommand: (args) => commandCursor(database, args).toArray(),
    createCommandCursor: (args) => opened(commandCursor(database, args)),
    aggregate: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return database.aggregate(pipeline, rest).toArray();
    },
    createCollection: ({ collection, ...rest }) => database.createCollection(String(collection), rest),
    modifyCollection: ({ collection, session, ...rest }) =>
      database.command({ collMod: collection, ...rest }, session instanceof ClientSession ? { session } : {}),
    dropCollection: ({ collection, ...rest }) => database.dropCollection(String(collection), rest),
    listCollections: list,
    listCollectionObjects: list,
    listCollectionNames: async (args) =>
      (await list({ ...args, nameOnly: true })).map(({ name }) => name as string),
    createChangeStream: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return opened(database.watch(pipeline, rest));
    },
  };
}

function commandOptions({ session, readPreference, timeoutMS }: Doc): Doc {
  return {
    ...(session instanceof ClientSession && { session }),
    ...(readPreference instanceof ReadPreference && { readPreference }),
    ...(timeoutMS !== undefined && { timeoutMS }),
  };
}

function commandCursor(database: Db, args: Doc): RunCommandCursor {
  const { command, batchSize, maxTimeMS, comment, cursorType, timeoutMode, ...rest } = args;
  const cursor = database.runCursorCommand(command as Document, {
    ...commandOptions(rest),
    ...(cursorType === 'tailableAwait' && { tailable: true, awaitData: true }),
    ...(timeoutMode !== undefined && { timeoutMode: timeoutMode as 'iteration' }),
  });
  if (batchSize !== undefined) cursor.setBatchSize(Number(batchSize));
  if (maxTimeMS !== undefined) cursor.setMaxTimeMS(Number(maxTimeMS));
  if (comment !== undefined) cursor.setComment(comment);
  return cursor;
}
