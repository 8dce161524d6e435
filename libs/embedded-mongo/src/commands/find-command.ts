import { Long } from 'bson';
import { type DocumentQuery, findDocuments } from '../query/find-documents';
import { compileFindProjection } from '../query/projection';
import { badValue, ErrorCode, ServerError } from '../server-error';
import type { StoredDocument } from '../storage/document-store';
import type { ReadView } from '../storage/view';
import { type Doc, isTruthy } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { serializeDocument } from '../values/serialize-document';
import type { Reply } from '../wire/reply';
import {
  type Command,
  type CommandContext,
  countField,
  docField,
  filterContext,
  namespaceOf,
  numberField,
  readView,
} from './command';
import { DocumentCursor, FIRST_BATCH, type OpenCursor } from './open-cursor';
import { bytesOf } from './pipeline-context';
import { batchesOfView, readOfView } from './view-reads';

const NO_CURSOR = Long.fromNumber(0);

/** The query of a `find` command. */
export function queryOf(context: CommandContext): DocumentQuery {
  const { body } = context;
  const sort = docField(body, 'sort');
  return {
    filter: docField(body, 'filter'),
    skip: countField(body, 'skip'),
    limit: Math.abs(numberField(body, 'limit')),
    hint: body['hint'],
    context: filterContext(context),
    ...(Object.keys(sort).length > 0 && { sort }),
  };
}

/** Projects what a query finds. */
export function projected(
  batches: AsyncGenerator<StoredDocument[]>,
  projection: Doc,
  query: DocumentQuery,
): AsyncIterator<Buffer[]> {
  const project =
    Object.keys(projection).length > 0
      ? compileFindProjection(projection, { ...query.context, filter: query.filter })
      : undefined;
  return (async function* () {
    for await (const batch of batches) {
      yield batch.map(({ bytes }) => (project ? serializeDocument(project(parseDocument(bytes))) : bytes));
    }
  })();
}

/** Answers with a cursor's first documents, and keeps it open for the others. */
export async function firstReply(
  context: CommandContext,
  namespace: string,
  cursor: OpenCursor,
  options: { batchSize: number; single?: boolean; rest?: Doc },
): Promise<Reply> {
  const { batchSize, single = false } = options;
  const batch = batchSize === 0 ? { documents: [], done: false } : await cursor.take(batchSize, 0);
  const ended = batch.done || single;
  if (ended) cursor.close();
  const id = ended
    ? NO_CURSOR
    : context.state.cursors.open(cursor, namespace, context.session?.id.toString('hex'));
  return {
    cursorReply: {
      field: 'firstBatch',
      documents: batch.documents,
      id,
      namespace,
      ...('resumeToken' in batch && { cursor: { postBatchResumeToken: batch.resumeToken } }),
      ...(options.rest && { rest: options.rest }),
    },
  };
}

export const findCommand: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'max',
    'min',
    'returnKey',
    'showRecordId',
    'tailable',
    'oplogReplay',
    'noCursorTimeout',
    'awaitData',
    'allowPartialResults',
    'collation',
    'allowDiskUse',
    'let',
  ],
  inTransaction: true,
  run: async (context) => {
    const { body } = context;
    const namespace = namespaceOf(context);
    for (const option of ['max', 'min', 'returnKey', 'showRecordId', 'tailable']) {
      if (body[option] !== undefined && body[option] !== false) {
        throw new ServerError(
          ErrorCode.CommandNotSupported,
          `the option '${option}' of find is not supported by this server`,
        );
      }
    }
    if (numberField(body, 'batchSize') < 0) throw badValue('BatchSize value must be non-negative');
    const view = readView(context, namespace);
    const cursor = new DocumentCursor(foundBy(context, view, namespace));
    const batchSize = body['batchSize'] === undefined ? FIRST_BATCH : countField(body, 'batchSize');
    const single = isTruthy(body['singleBatch']) || numberField(body, 'limit') < 0;
    return firstReply(context, namespace, cursor, { batchSize, single });
  },
};

function foundBy(context: CommandContext, view: ReadView, namespace: string): AsyncIterator<Buffer[]> {
  const ofView = readOfView(context, view, namespace);
  if (ofView) return bytesOf(batchesOfView(context, view, ofView));
  const query = queryOf(context);
  const collection = view.catalog.find(namespace);
  const batches = collection ? findDocuments(view, collection, query).batches : noDocuments();
  return projected(batches, docField(context.body, 'projection'), query);
}

async function* noDocuments(): AsyncGenerator<StoredDocument[]> {
  yield await Promise.resolve([]);
}
