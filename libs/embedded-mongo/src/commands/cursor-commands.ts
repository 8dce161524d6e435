import { Long } from 'bson';
import { ErrorCode, failedToParse, ServerError, typeMismatch } from '../server-error';
import { isLong } from '../values/document';
import { ChangeStreamCursor } from '../change-streams/change-stream-cursor';
import { asServerError } from '../storage/write-queue';
import { resumableError } from './answer-labels';
import type { FailPoints } from './fail-points';
import type { Batch, OpenCursor } from './open-cursor';
import { checkedNamespace, type Command, countField } from './command';

/** How long `getMore` on a change stream waits if the client does not say, in milliseconds. */
const AWAIT_MS = 1000;

export const getMoreCommand: Command = {
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  inTransaction: true,
  run: async ({ state, body, database }) => {
    const id = body['getMore'];
    if (!isLong(id))
      throw typeMismatch("BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
    if (typeof body['collection'] !== 'string')
      throw failedToParse("BSON field 'getMore.collection' is missing but a required field");
    const namespace = body['collection'].startsWith('$cmd')
      ? `${database}.${body['collection']}`
      : checkedNamespace(database, body['collection']);
    return state.cursors.use(id, namespace, async (cursor) => {
      const wait = body['maxTimeMS'] === undefined ? AWAIT_MS : countField(body, 'maxTimeMS');
      const batch = await nextBatch(state.failPoints, cursor, () =>
        cursor.take(countField(body, 'batchSize'), wait),
      );
      if (batch.done) state.cursors.kill(id);
      return {
        cursorReply: {
          field: 'nextBatch',
          documents: batch.documents,
          id: batch.done ? Long.fromNumber(0) : id,
          namespace,
          ...(batch.resumeToken && { cursor: { postBatchResumeToken: batch.resumeToken } }),
        },
      };
    });
  },
};

async function nextBatch(
  failPoints: FailPoints,
  cursor: OpenCursor,
  take: () => Promise<Batch>,
): Promise<Batch> {
  try {
    failPoints.failGetMore();
    return await take();
  } catch (error) {
    throw cursor instanceof ChangeStreamCursor ? resumableError(asServerError(error)) : error;
  }
}

export const killCursorsCommand: Command = {
  fields: ['cursors'],
  inTransaction: true,
  run: ({ state, body }) => {
    const ids = body['cursors'];
    if (!Array.isArray(ids))
      throw new ServerError(
        ErrorCode.FailedToParse,
        "BSON field 'killCursors.cursors' is missing but a required field",
      );
    const killed: unknown[] = [];
    const missing: unknown[] = [];
    for (const id of ids as unknown[]) (isLong(id) && state.cursors.kill(id) ? killed : missing).push(id);
    return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  },
};
