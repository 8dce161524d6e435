import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import { longToBigInt } from '../values/decimal';
import type { OpenCursor } from './open-cursor';

/** How long a cursor waits for its client, in milliseconds. */
const CURSOR_MS = 10 * 60 * 1000;
const CHECK_MS = 30_000;

interface Entry {
  cursor: OpenCursor;
  namespace: string;
  /** The session that opened it; hex. */
  session: string | undefined;
  lastUsed: number;
  busy: boolean;
}

/** The cursors that clients have open. */
export class CursorRegistry {
  private readonly cursors = new Map<bigint, Entry>();
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.timer = setInterval(() => this.expire(), CHECK_MS);
    this.timer.unref();
  }

  get size(): number {
    return this.cursors.size;
  }

  /** Keeps a cursor open; gives its id. */
  open(cursor: OpenCursor, namespace: string, session: string | undefined): Long {
    const id = randomBytes(8).readBigUInt64BE() >> 1n;
    this.cursors.set(id, { cursor, namespace, session, lastUsed: Date.now(), busy: false });
    return Long.fromBigInt(id);
  }

  /** Uses a cursor. @throws ServerError CursorNotFound, or Unauthorized for one of another collection */
  async use<T>(id: Long, namespace: string, work: (cursor: OpenCursor) => Promise<T>): Promise<T> {
    const key = longToBigInt(id);
    const entry = this.cursors.get(key);
    if (!entry) throw new ServerError(ErrorCode.CursorNotFound, `cursor id ${key} not found`);
    if (entry.namespace !== namespace) {
      throw new ServerError(
        ErrorCode.Unauthorized,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${entry.namespace}`,
      );
    }
    entry.busy = true;
    try {
      return await work(entry.cursor);
    } catch (error) {
      this.kill(id);
      throw error;
    } finally {
      entry.busy = false;
      entry.lastUsed = Date.now();
    }
  }

  /** Closes a cursor; false when there is none of that id. */
  kill(id: Long): boolean {
    const key = longToBigInt(id);
    const entry = this.cursors.get(key);
    if (!entry) return false;
    entry.cursor.close();
    return this.cursors.delete(key);
  }

  /** Closes the cursors of a session. */
  killSession(session: string): void {
    for (const [key, entry] of this.cursors) {
      if (entry.session !== session) continue;
      entry.cursor.close();
      this.cursors.delete(key);
    }
  }

  close(): void {
    clearInterval(this.timer);
    for (const { cursor } of this.cursors.values()) cursor.close();
    this.cursors.clear();
  }

  private expire(): void {
    const oldest = Date.now() - CURSOR_MS;
    for (const [key, entry] of this.cursors) {
      if (entry.busy || entry.lastUsed > oldest) continue;
      entry.cursor.close();
      this.cursors.delete(key);
    }
  }
}
