import { mongo } from 'mongoose';

/** Server errors that pass by themselves or with an operator's help; error_codes.yml of the server. */
const PASSING_CODES = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  24, // LockTimeout
  50, // MaxTimeMSExpired
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
  14031, // OutOfDiskSpace
]);

/** Codes of a connection that broke while it was written to: the driver passes Node's own error on. */
const BROKEN_SOCKET_CODES = new Set<unknown>(['EPIPE', 'ECONNRESET']);

/**
 * Whether the database could not be reached or could not answer now: the same request may succeed later.
 * Such a request may have been carried out nevertheless.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof mongo.MongoError)) return isBrokenSocket(error);
  if (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('TransientTransactionError'))
    return true;
  if (error instanceof mongo.MongoServerError) return PASSING_CODES.has(Number(error.code));
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoSystemError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoOperationTimeoutError ||
    error instanceof mongo.MongoExpiredSessionError
  );
}

const isBrokenSocket = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && BROKEN_SOCKET_CODES.has(error.code);
