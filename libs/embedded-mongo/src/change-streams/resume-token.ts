import { Timestamp } from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc } from '../values/document';

const PREFIX = '82';
const TIME_DIGITS = 16;

/** The token of the change at `time`: its `_data` sorts as the times do. */
export function resumeToken(time: bigint): Doc {
  return { _data: PREFIX + time.toString(16).toUpperCase().padStart(TIME_DIGITS, '0') };
}

/** The time in a token. @throws ServerError FailedToParse for one that is not ours */
export function timeOfToken(token: unknown): bigint {
  const data = isDoc(token) ? token['_data'] : undefined;
  if (typeof data !== 'string' || !/^82[0-9a-f]{16}$/i.test(data)) {
    throw new ServerError(ErrorCode.FailedToParse, 'Bad resume token: it is not one of this server');
  }
  return BigInt(`0x${data.slice(PREFIX.length)}`);
}

/** The time of a timestamp. */
export function timeOfTimestamp(value: unknown): bigint {
  if (!(value instanceof Timestamp))
    throw new ServerError(ErrorCode.TypeMismatch, 'startAtOperationTime must be a timestamp');
  return value.toBigInt();
}
