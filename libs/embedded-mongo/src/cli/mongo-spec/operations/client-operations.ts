import type { Document, MongoClient } from 'mongodb';
import type { Doc } from '../../../values/document';
import { opened } from './cursor-operations';
import type { RunOperation } from './index';

/** The pipeline apart from the other arguments. */
export function pipelineOf(args: Doc): { pipeline: Document[]; rest: Doc } {
  const { pipeline, ...rest } = args;
  return { pipeline: (pipeline ?? []) as Document[], rest };
}

/** What tests do with a client. */
export function clientOperations(client: MongoClient): Record<string, RunOperation> {
  const list = async (args: Doc): Promise<Document[]> =>
    (await client.db().admin().listDatabases(args)).databases;
  return {
    listDatabases: list,
    listDatabaseObjects: list,
    listDatabaseNames: async (args) =>
      (await list({ ...args, nameOnly: true })).map(({ name }) => name as string),
    createChangeStream: (args) => {
      const { pipeline, rest } = pipelineOf(args);
      return opened(client.watch(pipeline, rest));
    },
    clientBulkWrite: ({ models, ...rest }) => {
      const writes = (models as Doc[]).map((model) => {
        const [name = '', fields] = Object.entries(model)[0] ?? [];
        return { name, ...(fields as Doc) };
      });
      return client.bulkWrite(writes as never, rest);
    },
    close: () => client.close(),
  };
}
