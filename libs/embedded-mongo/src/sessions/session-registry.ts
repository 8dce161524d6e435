import { Binary } from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import type { Engine } from '../storage/engine';
import { integerOf } from '../values/arithmetic';
import { type Doc, isBinary, isDoc } from '../values/document';
import { noSuchTransaction, Transaction } from './transaction';

/** How long an unused session is remembered, in milliseconds. */
const SESSION_MS = 30 * 60 * 1000;
const CHECK_MS = 500;

/** A logical session: its id, and its latest transaction. */
export interface Session {
  id: Buffer;
  lastUsed: number;
  transaction: Transaction | undefined;
}

/** The sessions that clients use. */
export class SessionRegistry {
  private readonly sessions = new Map<string, Session>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly engine: Engine) {
    this.timer = setInterval(() => this.check(), CHECK_MS);
    this.timer.unref();
  }

  /** The session of a command's `lsid`. */
  use(lsid: unknown): Session | undefined {
    if (lsid === undefined) return undefined;
    const id = isDoc(lsid) ? lsid['id'] : undefined;
    if (!isBinary(id)) throw new ServerError(ErrorCode.FailedToParse, 'lsid.id must be a UUID');
    const bytes = Buffer.from(id.buffer.subarray(0, id.position));
    const key = bytes.toString('hex');
    let session = this.sessions.get(key);
    if (!session) this.sessions.set(key, (session = { id: bytes, lastUsed: 0, transaction: undefined }));
    session.lastUsed = Date.now();
    return session;
  }

  /** The transaction that a command belongs to; one with `startTransaction` begins it. */
  async transactionOf(session: Session, body: Doc): Promise<Transaction> {
    const number = integerOf(body['txnNumber']);
    const current = session.transaction;
    if (body['startTransaction'] === true) {
      if (current && current.number >= number) {
        throw new ServerError(
          ErrorCode.TransactionTooOld,
          `Cannot start transaction ${number}: a newer one has started on this session.`,
        );
      }
      await current?.abort();
      return (session.transaction = new Transaction(this.engine, number));
    }
    if (current?.number !== number) throw noSuchTransaction(number);
    return current;
  }

  /** The sessions, as `$listLocalSessions` shows them. */
  list(): Doc[] {
    return [...this.sessions.values()].map(({ id, lastUsed }) => ({
      _id: { id: new Binary(id, Binary.SUBTYPE_UUID) },
      lastUse: new Date(lastUsed),
    }));
  }

  /** Forgets sessions and ends their transactions. */
  async end(ids: unknown[]): Promise<void> {
    for (const lsid of ids) {
      const session = this.use(lsid);
      if (!session) continue;
      await session.transaction?.abort();
      this.sessions.delete(session.id.toString('hex'));
    }
  }

  /** Aborts the transactions of all sessions. */
  async abortAll(): Promise<void> {
    for (const session of this.sessions.values()) await session.transaction?.abort();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.abortAll();
  }

  private check(): void {
    const oldest = Date.now() - SESSION_MS;
    for (const [key, session] of this.sessions) {
      void session.transaction?.abortIfStale();
      if (session.lastUsed < oldest) this.sessions.delete(key);
    }
  }
}
