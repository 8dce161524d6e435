import { type AbstractCursor, ChangeStream } from 'mongodb';
import type { RunOperation } from './index';

interface Iterated {
  next(): Promise<unknown>;
  tryNext(): Promise<unknown>;
  close(): Promise<void>;
}

/** What tests do with cursors and change streams. */
export function cursorOperations(cursor: Iterated): Record<string, RunOperation> {
  return {
    iterateUntilDocumentOrError: () => cursor.next(),
    iterateOnce: () => cursor.tryNext(),
    close: () => cursor.close(),
  };
}

/**
 * Sends the command that opens a cursor, which the driver would send with the first read only. The driver's own
 * tests call the same internal method.
 */
export async function opened<T extends AbstractCursor | ChangeStream>(target: T): Promise<T> {
  const cursor: unknown = target instanceof ChangeStream ? Reflect.get(target, 'cursor') : target;
  await (Reflect.get(Object(cursor), 'cursorInit') as () => Promise<void>).call(cursor);
  return target;
}
