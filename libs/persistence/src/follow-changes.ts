import { type Model, type mongo } from 'mongoose';

/** How long the database waits for a change before it answers that there is none, milliseconds. */
const AWAIT_MS = 10_000;

/** What of a change is looked at. */
export interface ChangeNews extends mongo.Document {
  updateDescription?: { updatedFields?: Record<string, unknown> };
}

/**
 * Calls `tell` for every change of a collection that the pipeline lets through, until `signal` aborts.
 * @throws the driver's error when the stream breaks off
 */
export async function followChanges<T>(
  model: Model<T>,
  pipeline: mongo.Document[],
  tell: (change: ChangeNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = model.db
    .collection(model.collection.collectionName)
    .watch<ChangeNews>(pipeline, { maxAwaitTimeMS: AWAIT_MS });
  const close = (): void => void stream.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    for await (const change of stream as AsyncIterable<ChangeNews>) tell(change);
  } finally {
    signal.removeEventListener('abort', close);
    await stream.close();
  }
}
