import { type Request } from 'express';

/** Slower than any link that could finish an upload within its token's life. */
const MIN_BYTES_PER_SECOND = 1_024;

/**
 * Calls `tooSlow` when a client sends less than a trickle during `windowMs` milliseconds. While we are the ones
 * who are slow, because the database takes its time, the client is not to blame.
 * @returns stops watching.
 */
export function watchPace(request: Request, windowMs: number, tooSlow: () => void): () => void {
  const { socket } = request;
  const minBytes = (MIN_BYTES_PER_SECOND * windowMs) / 1_000;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    const received = socket.bytesRead - before;
    before = socket.bytesRead;
    if (request.complete || request.isPaused() || request.readableLength > 0) return;
    if (received >= minBytes) return;
    clearInterval(timer);
    tooSlow();
  }, windowMs);
  return () => clearInterval(timer);
}
