import { compilePipeline, stageOf } from '../aggregation/pipeline';
import { type CommandContext, filterContext } from '../commands/command';
import { ErrorCode, ServerError } from '../server-error';
import { badValue } from '../server-error';
import { type Doc, isDoc, isTruthy } from '../values/document';
import { stageCompiler } from '../aggregation/stages';
import { ChangeSource, type WatchOptions } from './change-source';
import { ChangeStreamCursor } from './change-stream-cursor';
import { timeOfTimestamp, timeOfToken } from './resume-token';

const known = new Set([
  'fullDocument',
  'fullDocumentBeforeChange',
  'resumeAfter',
  'startAfter',
  'startAtOperationTime',
  'allChangesForCluster',
  'showExpandedEvents',
]);
const allowedStages = new Set([
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$redact',
  '$changeStreamSplitLargeEvent',
]);

const sourceAndOutputStages = new Set([
  '$out',
  '$merge',
  '$changeStream',
  '$collStats',
  '$indexStats',
  '$currentOp',
  '$listLocalSessions',
]);

const beforeModes = ['off', 'whenAvailable', 'required'] as const;
const fullDocumentModes = ['default', 'updateLookup', 'whenAvailable', 'required'] as const;

function watchOptions(spec: Doc, scope: string): WatchOptions {
  for (const option of Object.keys(spec)) {
    if (!known.has(option)) {
      throw new ServerError(40415, `BSON field '$changeStream.${option}' is an unknown field.`, {
        codeName: 'IDLUnknownField',
      });
    }
  }
  const fullDocument = fullDocumentModes.find((mode) => mode === (spec['fullDocument'] ?? 'default'));
  if (!fullDocument) {
    throw badValue("Enumeration value for field '$changeStream.fullDocument' is not a valid value.");
  }
  const before = beforeModes.find((mode) => mode === (spec['fullDocumentBeforeChange'] ?? 'off'));
  if (!before) {
    throw badValue(
      "Enumeration value for field '$changeStream.fullDocumentBeforeChange' is not a valid value.",
    );
  }
  return {
    scope,
    fullDocument,
    fullDocumentBeforeChange: before,
    showExpandedEvents: isTruthy(spec['showExpandedEvents']),
  };
}

function scopeOf({ body, database }: CommandContext, spec: Doc): string {
  if (isTruthy(spec['allChangesForCluster'])) {
    if (database !== 'admin')
      throw new ServerError(
        ErrorCode.InvalidOptions,
        "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database",
      );
    return '';
  }
  const collection = body['aggregate'];
  return typeof collection === 'string' ? `${database}.${collection}` : database;
}

/** Opens a change stream for an `aggregate` that starts with `$changeStream`. */
export async function openChangeStream(
  context: CommandContext,
  pipeline: unknown[],
): Promise<ChangeStreamCursor> {
  const { engine } = context.state;
  const [first, ...rest] = pipeline;
  const [, given] = stageOf(first);
  const spec = isDoc(given) ? given : {};
  const options = watchOptions(spec, scopeOf(context, spec));
  for (const stage of rest) {
    const [name] = stageOf(stage);
    if (!allowedStages.has(name)) {
      if (!sourceAndOutputStages.has(name)) stageCompiler(name);
      throw new ServerError(
        ErrorCode.IllegalOperation,
        `${name} is not permitted in a $changeStream pipeline`,
      );
    }
  }
  const stage = compilePipeline(
    rest.filter((item) => stageOf(item)[0] !== '$changeStreamSplitLargeEvent'),
    { ...filterContext(context), view: engine.view(), database: context.database },
  );
  if (engine.oplog.watchedSince(options.scope) === undefined) {
    await engine.writes.run(async () => {
      engine.oplog.watch(options.scope);
      return Promise.resolve();
    });
  }
  const start = startOf(context, spec, options.scope);
  return new ChangeStreamCursor(engine, new ChangeSource(engine, options), stage, start);
}

/** Where the stream begins. @throws ServerError ChangeStreamHistoryLost when that is no longer recorded */
function startOf({ state: { engine } }: CommandContext, spec: Doc, scope: string): bigint {
  const token = spec['resumeAfter'] ?? spec['startAfter'];
  const time = spec['startAtOperationTime'];
  if (token === undefined && time === undefined) return engine.committedAt;
  const start = token === undefined ? timeOfTimestamp(time) - 1n : timeOfToken(token);
  const since = engine.oplog.watchedSince(scope) ?? 0n;
  const floor = engine.oplog.floor(engine.view().connection);
  // Before the namespace was first watched nothing was recorded, and what is below the floor has been forgotten.
  if (start + 1n < since - RECORDING_STARTS_WITHIN || start < floor) {
    throw new ServerError(
      ErrorCode.ChangeStreamHistoryLost,
      'Resume of change stream was not possible, as the resume point may no longer be in the oplog.',
      {},
      ['NonResumableChangeStreamError'],
    );
  }
  return start;
}

/** Operation times that clients know were given out shortly before the watch itself was recorded. */
const RECORDING_STARTS_WITHIN = 1n << 20n;
