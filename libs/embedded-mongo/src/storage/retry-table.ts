import { ErrorCode, ServerError } from '../server-error';
import type { Doc } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { serializeDocument } from '../values/serialize-document';
import { blob, type SqliteConnection } from './sqlite-file';

/** A retryable write: the session and its number in it. */
export interface RetryKey {
  session: Buffer;
  number: bigint;
}

/** How long a write can be retried, in milliseconds: as long as a session lives. */
const KEPT_MS = 30 * 60 * 1000;

/**
 * The stored answer of a write that was done before, undefined when it is new.
 * @throws ServerError TransactionTooOld when the session has gone on since
 */
export function storedReply(connection: SqliteConnection, { session, number }: RetryKey): Doc | undefined {
  const row = connection.get('SELECT number, reply FROM retries WHERE session = ?', session);
  if (!row) return undefined;
  const last = BigInt(Number(row['number']));
  if (last === number) return parseDocument(blob(row['reply']));
  if (last > number) {
    throw new ServerError(
      ErrorCode.TransactionTooOld,
      `Retryable write with txnNumber ${number} is prohibited on session because a newer retryable write with txnNumber ${last} has already started on this session.`,
    );
  }
  return undefined;
}

/** Keeps the answer of a write in the transaction of the write itself. */
export function storeReply(connection: SqliteConnection, { session, number }: RetryKey, reply: Doc): void {
  connection.run(
    'INSERT OR REPLACE INTO retries (session, number, at, reply) VALUES (?, ?, ?, ?)',
    session,
    number,
    Date.now(),
    serializeDocument(reply),
  );
}

/** Forgets answers whose sessions have ended. */
export function pruneReplies(connection: SqliteConnection): void {
  connection.run('DELETE FROM retries WHERE at < ?', Date.now() - KEPT_MS);
}
