import { isUtf8 } from 'node:buffer';
import { corruptFile, OrderFileError } from '../order-file-error';
import type { TextArena } from './text-arena';

const FIRST_SLOTS = 1 << 10;
const NOWHERE = -1;

/**
 * Distinct texts, numbered 0, 1, 2 … in the order of their first appearance.
 * An open-addressed table over UTF-8 bytes: looking one up makes no string.
 */
export class TextTable {
  private slots = new Int32Array(FIRST_SLOTS);
  private hashes = new Int32Array(FIRST_SLOTS);
  private addresses = new Float64Array(FIRST_SLOTS);
  private lengths = new Int32Array(FIRST_SLOTS);
  private readonly seed = (Math.random() * 0x7fffffff) | 0;
  private count = 0;

  /** @param maxTexts distinct texts that are allowed; one more is `too_many_products` */
  constructor(
    private readonly arena: TextArena,
    private readonly maxTexts: number,
  ) {}

  /** How many distinct texts there are. */
  get size(): number {
    return this.count;
  }

  /** The number of the text in `bytes[start, end)`; a new text is copied in. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    return this.find(bytes, start, end, NOWHERE);
  }

  /** The number of a text that stands in the arena already; it is not copied. */
  internAt(address: number, length: number): number {
    const start = this.arena.offsetOf(address);
    return this.find(this.arena.pageOf(address), start, start + length, address);
  }

  private find(bytes: Uint8Array, start: number, end: number, address: number): number {
    const hash = hashOf(bytes, start, end, this.seed);
    const mask = this.slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const id = (this.slots[slot] ?? 0) - 1;
      if (id < 0) {
        this.slots[slot] = this.count + 1;
        return this.insert(hash, bytes, start, end, address);
      }
      if (this.hashes[id] === hash && this.same(id, bytes, start, end)) return id;
    }
  }

  /** The number of a text given as a string. */
  internText(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    return this.intern(bytes, 0, bytes.length);
  }

  /** The text of a number. */
  text(id: number): string {
    return this.arena.text(this.addresses[id] ?? 0, this.lengths[id] ?? 0);
  }

  private same(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (this.lengths[id] !== length) return false;
    const address = this.addresses[id] ?? 0;
    const page = this.arena.pageOf(address);
    const offset = this.arena.offsetOf(address);
    for (let i = 0; i < length; i++) if (page[offset + i] !== bytes[start + i]) return false;
    return true;
  }

  private insert(hash: number, bytes: Uint8Array, start: number, end: number, address: number): number {
    const id = this.count;
    if (id >= this.maxTexts) {
      const message = `The file has more than ${this.maxTexts.toLocaleString('en')} different products or orders. Split it.`;
      throw new OrderFileError('too_many_products', message, { limit: this.maxTexts });
    }
    if (!isText(bytes, start, end)) throw corruptFile('it holds text that is not Unicode');
    if (id >= this.lengths.length) this.growColumns();
    this.hashes[id] = hash;
    this.addresses[id] = address === NOWHERE ? this.arena.add(bytes, start, end) : address;
    this.lengths[id] = end - start;
    this.count = id + 1;
    if (this.count * 2 > this.slots.length) this.growSlots();
    return id;
  }

  private growColumns(): void {
    const size = this.lengths.length * 2;
    this.hashes = grown(this.hashes, new Int32Array(size));
    this.addresses = grown(this.addresses, new Float64Array(size));
    this.lengths = grown(this.lengths, new Int32Array(size));
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      const hash = this.hashes[id] ?? 0;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.slots = slots;
  }
}

/** Whether bytes are UTF-8; nearly always they are ASCII, which is soon seen. */
function isText(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] ?? 0) >= 0x80) return isUtf8(bytes.subarray(start, end));
  return true;
}

/** A copy of a column in a larger one. */
export function grown<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function hashOf(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let hash = seed ^ (end - start);
  let i = start;
  for (const last = end - 4; i <= last; i += 4) {
    const word =
      (bytes[i] ?? 0) |
      ((bytes[i + 1] ?? 0) << 8) |
      ((bytes[i + 2] ?? 0) << 16) |
      ((bytes[i + 3] ?? 0) << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x85ebca6b);
  hash ^= hash >>> 13;
  return Math.imul(hash, 0xc2b2ae35);
}
