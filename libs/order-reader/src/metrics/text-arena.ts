import { OrderFileError } from '../order-file-error';

const PAGE_BITS = 20;
const PAGE_BYTES = 1 << PAGE_BITS;
/** So that an address fits 32 bits. */
const MAX_BYTES = 2 ** 32 - 2 * PAGE_BYTES;

/** Bytes, and the same bytes to be compared by words. */
export interface ViewedBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Bytes that start a buffer, seen both ways. */
export function viewed(bytes: Uint8Array): ViewedBytes {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/**
 * Many short texts as UTF-8 bytes in few large pages: no string and no object for each text.
 * A text never crosses a page; its address is page number x page size + offset.
 */
export class TextArena {
  private readonly pages: ViewedBytes[] = [];
  private page = viewed(new Uint8Array(0));
  private used = 0;
  private total = 0;
  private readonly maxBytes: number;

  /** @param maxBytes what all texts together may take */
  constructor(maxBytes: number) {
    this.maxBytes = Math.min(maxBytes, MAX_BYTES);
  }

  /** Keeps a copy of `bytes[start, end)`, which is at most a page long, and gives its address. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (this.used + length > this.page.bytes.length) this.nextPage(length);
    const { used } = this;
    const page = this.page.bytes;
    if (length < 64) for (let i = 0; i < length; i++) page[used + i] = bytes[start + i] ?? 0;
    else page.set(bytes.subarray(start, end), used);
    this.used = used + length;
    return (this.pages.length - 1) * PAGE_BYTES + used;
  }

  /** The page that holds an address; the text starts there at `offsetOf(address)`. */
  pageOf(address: number): ViewedBytes {
    return this.pages[address >>> PAGE_BITS] ?? this.page;
  }

  /** Where in its page an address is. */
  offsetOf(address: number): number {
    return address & (PAGE_BYTES - 1);
  }

  /** The text of `length` bytes at an address. */
  text(address: number, length: number): string {
    const { bytes: page } = this.pageOf(address);
    const start = this.offsetOf(address);
    return Buffer.from(page.buffer, page.byteOffset + start, length).toString('utf8');
  }

  private nextPage(length: number): void {
    if (length > PAGE_BYTES) throw new RangeError('A text is longer than a page');
    this.total += PAGE_BYTES;
    if (this.total > this.maxBytes + PAGE_BYTES) {
      const message = 'The file holds too much text to be read at once. Split it into several files.';
      throw new OrderFileError('too_large', message, { limit: this.maxBytes });
    }
    this.page = viewed(new Uint8Array(PAGE_BYTES));
    this.pages.push(this.page);
    this.used = 0;
  }
}
