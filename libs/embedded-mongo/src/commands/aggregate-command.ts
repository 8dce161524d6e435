import { runOnCollection } from '../aggregation/run-pipeline';
import { type Batches, compilePipeline, stageOf } from '../aggregation/pipeline';
import { openChangeStream } from '../change-streams/open-change-stream';
import { ErrorCode, failedToParse, ServerError, typeMismatch } from '../server-error';
import type { ReadView } from '../storage/view';
import { type Doc, isDoc } from '../values/document';
import type { Reply } from '../wire/reply';
import { checkedNamespace, type Command, type CommandContext, countField, readView, write } from './command';
import { explainAggregate } from './explain-command';
import { firstReply } from './find-command';
import { DocumentCursor, FIRST_BATCH } from './open-cursor';
import { writeOutput } from './output-stages';
import { bytesOf, pipelineContext } from './pipeline-context';
import { searchNotEnabled } from './search-index-commands';
import { collectionStats } from './stats-commands';
import { readOfView } from './view-reads';

export function pipelineOf(body: Doc): unknown[] {
  const pipeline = body['pipeline'];
  if (!Array.isArray(pipeline)) throw typeMismatch("'pipeline' option must be specified as an array");
  return pipeline as unknown[];
}

function batchSizeOf(body: Doc): number {
  const cursor = body['cursor'];
  if (!isDoc(cursor))
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  return cursor['batchSize'] === undefined ? FIRST_BATCH : countField(cursor, 'batchSize');
}

const outputStages = new Set(['$out', '$merge']);

export const aggregateCommand: Command = {
  fields: [
    'pipeline',
    'cursor',
    'explain',
    'allowDiskUse',
    'bypassDocumentValidation',
    'collation',
    'hint',
    'let',
    'needsMerge',
    'fromMongos',
    'exchange',
  ],
  inTransaction: true,
  run: async (context) => {
    const { body, database } = context;
    const pipeline = pipelineOf(body);
    const name = typeof body['aggregate'] === 'string' ? body['aggregate'] : undefined;
    const namespace = name === undefined ? `${database}.$cmd.aggregate` : checkedNamespace(database, name);
    if (body['explain'] === true) return explainAggregate(context);
    const batchSize = batchSizeOf(body);
    const first = pipeline[0] === undefined ? undefined : stageOf(pipeline[0])[0];
    if (first === '$changeStream') {
      // Only a collection can be watched, or all of a database.
      readView(context, namespace).catalog.find(namespace);
      const cursor = await openChangeStream(context, pipeline);
      // An empty first answer still carries where the stream begins.
      return changeStreamReply(context, namespace, cursor, batchSize);
    }
    pipeline.forEach((stage, at) => {
      const [stageName] = stageOf(stage);
      if (outputStages.has(stageName) && at < pipeline.length - 1) {
        throw new ServerError(40601, `${stageName} can only be the final stage in the pipeline`);
      }
    });
    const last = pipeline.length > 0 ? stageOf(pipeline.at(-1))[0] : '';
    if (outputStages.has(last)) return output(context, pipeline, name, namespace, batchSize);
    const view = readView(context, namespace);
    // Of a view, what lies below it has been read as well.
    readOfView(context, view, namespace);
    const batches =
      special(first, context, view, pipeline, name) ??
      runOnCollection(name, pipeline, pipelineContext(context, view), body['hint']);
    return firstReply(context, namespace, new DocumentCursor(bytesOf(batches)), { batchSize });
  },
};

async function changeStreamReply(
  context: CommandContext,
  namespace: string,
  cursor: Awaited<ReturnType<typeof openChangeStream>>,
  batchSize: number,
): Promise<Reply> {
  const batch = await cursor.take(batchSize, 0);
  const id = context.state.cursors.open(cursor, namespace, context.session?.id.toString('hex'));
  return {
    cursorReply: {
      field: 'firstBatch',
      documents: batch.documents,
      id,
      namespace,
      cursor: { postBatchResumeToken: batch.resumeToken },
    },
  };
}

async function output(
  context: CommandContext,
  pipeline: unknown[],
  name: string | undefined,
  namespace: string,
  batchSize: number,
): Promise<Reply> {
  if (context.transaction) {
    throw new ServerError(
      ErrorCode.OperationNotSupportedInTransaction,
      '$out and $merge cannot be used in a transaction',
    );
  }
  const level = isDoc(context.body['readConcern']) ? context.body['readConcern']['level'] : undefined;
  if (level === 'linearizable' || level === 'snapshot') {
    throw new ServerError(
      ErrorCode.InvalidOptions,
      `$out and $merge cannot be used with a ${level} read concern`,
    );
  }
  await write(context, async (view) => {
    const leading = pipeline.slice(0, -1);
    const first = leading[0] === undefined ? undefined : stageOf(leading[0])[0];
    const batches =
      special(first, context, view, leading, name) ??
      runOnCollection(name, leading, pipelineContext(context, view), context.body['hint']);
    await writeOutput(context, view, batches, pipeline.at(-1));
    return { ok: 1 };
  });
  const empty = new DocumentCursor(bytesOf(noBatches()));
  return firstReply(context, namespace, empty, { batchSize: Math.max(batchSize, 1) });
}

async function* noBatches(): AsyncGenerator<Doc[]> {
  yield await Promise.resolve([]);
}

/** Stages that begin with something else than a collection's documents. */
function special(
  first: string | undefined,
  context: CommandContext,
  view: ReadView,
  pipeline: unknown[],
  name: string | undefined,
): Batches | undefined {
  const rest = compileRest(first, pipeline, context, view);
  switch (first) {
    case '$collStats':
    case '$indexStats':
      return rest(() => collectionStats(view, `${context.database}.${name ?? ''}`, first));
    case '$listSearchIndexes':
      throw searchNotEnabled();
    case '$listLocalSessions':
    case '$currentOp':
      return rest(() => (first === '$currentOp' ? [] : context.state.sessions.list()));
    default:
      return undefined;
  }
}

function compileRest(
  first: string | undefined,
  pipeline: unknown[],
  context: CommandContext,
  view: ReadView,
): (documents: () => Doc[]) => Batches {
  return (documents) => {
    if (first === undefined) throw new ServerError(ErrorCode.InternalError, 'no stage');
    const stage = compilePipeline(pipeline.slice(1), pipelineContext(context, view));
    return stage(
      (async function* () {
        yield await Promise.resolve(documents());
      })(),
    );
  };
}
