import { OrderFileError } from '../order-file-error';

/** Bytes that end every search: quotes, tag ends and a run of zeros, which no token contains. */
const SENTINEL = Uint8Array.from([0x22, 0x27, 0x3e, 0x3c, ...Array.from({ length: 124 }, () => 0)]);

/**
 * The bytes that a scanner sees at once: what it left over, and the next chunk, in one piece.
 * Behind `end` stands a sentinel, so that a scanner's loops need not look for the end: whatever they search for
 * is found there, and what would have to follow is not.
 */
export class ByteWindow {
  bytes = new Uint8Array(0);
  /** The same bytes, to be compared by words. */
  view = new DataView(this.bytes.buffer);
  /** First byte that is not done with. */
  start = 0;
  end = 0;
  private scanAgainAt = 0;

  /** @param maxBytes what may be left over: the longest row that is accepted */
  constructor(private readonly maxBytes: number) {}

  /** Adds a chunk behind what is left over. @throws OrderFileError `too_large` when too much is */
  append(chunk: Uint8Array): void {
    const left = this.end - this.start;
    if (left > this.maxBytes) {
      throw new OrderFileError('too_large', 'A row of the file is too long to be read.', {
        limit: this.maxBytes,
      });
    }
    const size = left + chunk.length;
    const target =
      size + SENTINEL.length > this.bytes.length ? new Uint8Array(size * 2 + SENTINEL.length) : this.bytes;
    if (left > 0) target.set(this.bytes.subarray(this.start, this.end), 0);
    target.set(chunk, left);
    target.set(SENTINEL, size);
    if (target !== this.bytes) this.view = new DataView(target.buffer);
    this.bytes = target;
    this.start = 0;
    this.end = size;
  }

  /** Ends the bytes earlier than they did. */
  shorten(end: number): void {
    this.bytes.set(SENTINEL, end);
    this.end = end;
  }

  /** Whether scanning is worth while: after nothing was done with, only once the bytes have doubled. */
  get ready(): boolean {
    return this.end - this.start >= this.scanAgainAt;
  }

  /** Takes note of how far the scanner came. */
  consume(to: number): void {
    this.scanAgainAt = to === this.start ? (this.end - this.start) * 2 : 0;
    this.start = to;
  }
}
