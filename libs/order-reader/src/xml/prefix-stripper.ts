import type { ByteWindow } from './byte-window';

const LT = 0x3c;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;

/**
 * Takes a namespace prefix off the tags of a part (`<x:row>` becomes `<row>`), as some libraries write all of them,
 * so that the fast path knows the tags. Comments, CDATA and processing instructions are left as they are.
 */
export class PrefixStripper {
  private readonly prefix: Buffer;
  /** Bytes at the end of the window that are to be looked at again: a token that is cut there. */
  private pending = 0;

  /** @param prefix without its colon */
  constructor(prefix: string) {
    this.prefix = Buffer.from(`${prefix}:`, 'latin1');
  }

  /** Strips the last `added` bytes of the window, in place, and what was left over of those before. */
  strip(window: ByteWindow, added: number): void {
    const { bytes, end } = window;
    let read = end - added - this.pending;
    let write = read;
    while (read < end) {
      const byte = bytes[read] ?? 0;
      if (byte !== LT) {
        bytes[write++] = byte;
        read++;
        continue;
      }
      const stop = this.tokenStart(bytes, read, end);
      if (stop < 0) break;
      const keep = bytes[read + 1] === SLASH ? 2 : 1;
      if (this.isPrefixed(bytes, read + keep)) {
        bytes[write++] = LT;
        if (keep === 2) bytes[write++] = SLASH;
        read += keep + this.prefix.length;
      } else while (read < stop) bytes[write++] = bytes[read++] ?? 0;
    }
    this.pending = end - read;
    bytes.copyWithin(write, read, end);
    window.shorten(write + this.pending);
  }

  /** Up to where the token at `at` can be copied unseen; -1 where the bytes end before that is known. */
  private tokenStart(bytes: Uint8Array, at: number, end: number): number {
    if (at + 2 + this.prefix.length > end) return -1;
    if (bytes[at + 1] === QUESTION) return endOf(bytes, '?>', at, end);
    if (bytes[at + 1] !== BANG) return at + 1;
    return endOf(bytes, bytes[at + 2] === 0x5b ? ']]>' : '-->', at, end);
  }

  private isPrefixed(bytes: Uint8Array, at: number): boolean {
    for (let i = 0; i < this.prefix.length; i++) if (bytes[at + i] !== this.prefix[i]) return false;
    return true;
  }
}

function endOf(bytes: Uint8Array, mark: string, at: number, end: number): number {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, end).indexOf(mark, at, 'latin1');
  return found < 0 ? -1 : found + mark.length;
}
