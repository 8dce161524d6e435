import { ServerError } from '../server-error';
import { type Doc, isDoc, toNumber } from '../values/document';
import type { Reply } from '../wire/reply';

/** Errors after which the server asks for a retryable write, or a commit, to be sent again. */
const retryableCodes = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
/** Errors after which a whole transaction may be tried again. */
const transientCodes = new Set([24, 112, 246, 251, 267]);
/** Errors after which a change stream can be resumed, besides the retryable ones; source: the server's manual. */
const resumableCodes = new Set([63, 133, 150, 234, 13388]);

/** Says that a retryable write may be sent again, unless the answer has labels of its own. */
export function withRetryLabel<T extends Reply>(reply: T, body: Doc): T {
  const concern = 'writeConcernError' in reply ? reply['writeConcernError'] : undefined;
  const code = isDoc(concern) ? concern['code'] : 'code' in reply ? reply['code'] : undefined;
  const ends = 'commitTransaction' in body || 'abortTransaction' in body;
  const retryable = body['txnNumber'] !== undefined && (body['autocommit'] === undefined || ends);
  if (!retryable || 'errorLabels' in reply || !retryableCodes.has(toNumber(code))) return reply;
  return { ...reply, errorLabels: ['RetryableWriteError'] };
}

/** Says that a transaction may be tried again, unless the answer has labels of its own. */
export function withTransientLabel(reply: Doc, body: Doc): Doc {
  const code = toNumber(reply['code']);
  const inTransaction = body['autocommit'] === false;
  const commits = 'commitTransaction' in body || 'abortTransaction' in body;
  const transient = transientCodes.has(code) || (!commits && retryableCodes.has(code));
  if (!inTransaction || !transient || 'errorLabels' in reply) return reply;
  return { ...reply, errorLabels: ['TransientTransactionError'] };
}

/** The error of a change stream's cursor, saying so where the stream can be resumed after it. */
export function resumableError(error: unknown): unknown {
  if (!(error instanceof ServerError) || error.labels.length > 0) return error;
  if (!retryableCodes.has(error.code) && !resumableCodes.has(error.code)) return error;
  return new ServerError(error.code, error.message, error.extra, ['ResumableChangeStreamError']);
}

/** The answer with a failed write concern. */
export function withConcernError(reply: Reply, writeConcernError: Doc): Reply {
  return 'cursorReply' in reply ? reply : { ...reply, writeConcernError };
}
