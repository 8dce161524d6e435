import { isUtf8 } from 'node:buffer';
import { corruptFile, OrderFileError } from '../order-file-error';
import { type TextArena, type ViewedBytes, viewed } from './text-arena';

const FIRST_SLOTS = 1 << 10;
const NOWHERE = -1;
/** Words of a text in `texts`, and which of them is what. */
const TEXT_WORDS = 4;
const HASH = 0;
const ADDRESS = 1;
const LENGTH = 2;

/**
 * Distinct texts, numbered 0, 1, 2 … in the order of their first appearance.
 * An open-addressed table over UTF-8 bytes: looking one up makes no string.
 */
export class TextTable {
  private slots = new Int32Array(FIRST_SLOTS);
  /** Hash, address and length of each text side by side: to look one up is to miss the processor's cache, once. */
  private texts = new Int32Array(FIRST_SLOTS * TEXT_WORDS);
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

  /** The number of the text in `memory[start, end)`; negative where it is not in the table. */
  find(memory: ViewedBytes, start: number, end: number): number {
    return (this.slots[this.slotOf(memory, start, end, hashOf(memory.view, start, end, this.seed))] ?? 0) - 1;
  }

  /** The number of the text in `memory[start, end)`; a new text is copied in. */
  intern(memory: ViewedBytes, start: number, end: number): number {
    return this.findOrInsert(memory, start, end, NOWHERE);
  }

  /** The number of a text that stands in the arena already; it is not copied. */
  internAt(address: number, length: number): number {
    const start = this.arena.offsetOf(address);
    return this.findOrInsert(this.arena.pageOf(address), start, start + length, address);
  }

  private findOrInsert(memory: ViewedBytes, start: number, end: number, address: number): number {
    const hash = hashOf(memory.view, start, end, this.seed);
    const slot = this.slotOf(memory, start, end, hash);
    const id = (this.slots[slot] ?? 0) - 1;
    if (id >= 0) return id;
    this.slots[slot] = this.count + 1;
    return this.insert(hash, memory.bytes, start, end, address);
  }

  /** The slot of a text, or the free one where it would be. */
  private slotOf(memory: ViewedBytes, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const id = (this.slots[slot] ?? 0) - 1;
      if (id < 0) return slot;
      const at = id * TEXT_WORDS;
      if (this.texts[at + HASH] === hash && this.same(at, memory.view, start, end)) return slot;
    }
  }

  /** The number of a text given as a string. */
  internText(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    return this.intern(viewed(bytes), 0, bytes.length);
  }

  /** Whether a text given as a string is in the table. */
  hasText(text: string): boolean {
    const bytes = Buffer.from(text, 'utf8');
    return this.find(viewed(bytes), 0, bytes.length) >= 0;
  }

  /** The text of a number. */
  text(id: number): string {
    const at = id * TEXT_WORDS;
    return this.arena.text(this.addressOf(at), this.texts[at + LENGTH] ?? 0);
  }

  private addressOf(at: number): number {
    return (this.texts[at + ADDRESS] ?? 0) >>> 0;
  }

  private same(at: number, view: DataView, start: number, end: number): boolean {
    const length = end - start;
    if (this.texts[at + LENGTH] !== length) return false;
    const address = this.addressOf(at);
    const page = this.arena.pageOf(address).view;
    const offset = this.arena.offsetOf(address);
    let i = 0;
    for (; i <= length - 4; i += 4) {
      if (page.getInt32(offset + i, true) !== view.getInt32(start + i, true)) return false;
    }
    for (; i < length; i++) if (page.getUint8(offset + i) !== view.getUint8(start + i)) return false;
    return true;
  }

  private insert(hash: number, bytes: Uint8Array, start: number, end: number, address: number): number {
    const id = this.count;
    if (id >= this.maxTexts) {
      const message = `The file has more than ${this.maxTexts.toLocaleString('en')} different products or orders. Split it.`;
      throw new OrderFileError('too_many_products', message, { limit: this.maxTexts });
    }
    if (!isText(bytes, start, end)) throw corruptFile('it holds text that is not Unicode');
    const at = id * TEXT_WORDS;
    if (at >= this.texts.length) this.texts = grown(this.texts, new Int32Array(at * 2));
    this.texts[at + HASH] = hash;
    this.texts[at + ADDRESS] = address === NOWHERE ? this.arena.add(bytes, start, end) : address;
    this.texts[at + LENGTH] = end - start;
    this.count = id + 1;
    if (this.count * 2 > this.slots.length) this.growSlots();
    return id;
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      const hash = this.texts[id * TEXT_WORDS + HASH] ?? 0;
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

function hashOf(view: DataView, start: number, end: number, seed: number): number {
  let hash = seed ^ (end - start);
  let i = start;
  for (const last = end - 4; i <= last; i += 4) {
    hash = Math.imul(hash ^ view.getInt32(i, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ view.getUint8(i), 0x85ebca6b);
  hash ^= hash >>> 13;
  return Math.imul(hash, 0xc2b2ae35);
}
