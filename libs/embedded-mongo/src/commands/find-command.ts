import { Long } from 'bson';
import { compileFilter } from '../query/compile-filter';
import { type DocumentQuery, findDocuments, type RunningQuery } from '../query/find-documents';
import { badValue } from '../server-error';
import { collectionTable } from '../storage/catalog';
import type { ReadView } from '../storage/view';
import { type Doc, isTruthy } from '../values/document';
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
import { boundsOf, checkTailable, checkViewOptions, shownBy } from './find-options';
import { DocumentCursor, FIRST_BATCH, type OpenCursor } from './open-cursor';
import { bytesOf } from './pipeline-context';
import { TailableCursor } from './tailable-cursor';
import { batchesOfView, readOfView } from './view-reads';

const NO_CURSOR = Long.fromNumber(0);

/** The query of a `find` command. */
export function queryOf(context: CommandContext): DocumentQuery {
  const { body } = context;
  const sort = docField(body, 'sort');
  const bounds = boundsOf(body);
  return {
    filter: docField(body, 'filter'),
    skip: countField(body, 'skip'),
    limit: Math.abs(numberField(body, 'limit')),
    hint: body['hint'],
    context: filterContext(context),
    ...(Object.keys(sort).length > 0 && { sort }),
    ...(bounds && { bounds }),
  };
}

async function* shown({ batches }: RunningQuery, show: ReturnType<typeof shownBy>): AsyncGenerator<Buffer[]> {
  for await (const batch of batches) yield batch.map(show);
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
    if (numberField(body, 'batchSize') < 0) throw badValue('BatchSize value must be non-negative');
    const view = readView(context, namespace);
    const cursor =
      tailedBy(context, view, namespace) ?? new DocumentCursor(foundBy(context, view, namespace));
    const batchSize = body['batchSize'] === undefined ? FIRST_BATCH : countField(body, 'batchSize');
    const single = isTruthy(body['singleBatch']) || numberField(body, 'limit') < 0;
    return firstReply(context, namespace, cursor, { batchSize, single });
  },
};

/** The cursor of a `find` that stays open at the end; undefined for all others, and where nothing is to follow. */
function tailedBy(context: CommandContext, view: ReadView, namespace: string): TailableCursor | undefined {
  const { body, state } = context;
  checkTailable(context);
  const collection = view.catalog.findView(namespace) ? undefined : view.catalog.find(namespace);
  if (!isTruthy(body['tailable']) || !collection) return undefined;
  const query = queryOf(context);
  if (!isTruthy(collection.options['capped'])) {
    throw badValue(
      `error processing query: ns=${namespace} planner returned error :: caused by :: tailable cursor requested on non capped collection`,
    );
  }
  // As on the server, an empty collection leaves nothing to hold on to.
  if (!view.connection.get(`SELECT 1 FROM ${collectionTable(collection.id)} LIMIT 1`)) return undefined;
  return new TailableCursor(state.engine, collection, {
    filter: compileFilter(query.filter, query.context),
    show: shownBy(body, undefined, query),
    skip: query.skip ?? 0,
    limit: query.limit ?? 0,
    awaits: isTruthy(body['awaitData']),
  });
}

function foundBy(context: CommandContext, view: ReadView, namespace: string): AsyncIterator<Buffer[]> {
  const ofView = readOfView(context, view, namespace);
  if (ofView) {
    checkViewOptions(context.body);
    return bytesOf(batchesOfView(context, view, ofView));
  }
  const query = queryOf(context);
  const collection = view.catalog.find(namespace);
  if (!collection) return nothing();
  const running = findDocuments(view, collection, query);
  return shown(running, shownBy(context.body, running.plan.index, query));
}

async function* nothing(): AsyncGenerator<Buffer[]> {
  yield await Promise.resolve([]);
}
