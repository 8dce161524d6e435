import { grown } from '../metrics/text-table';
import type { TextArena } from '../metrics/text-arena';
import { corruptFile, OrderFileError } from '../order-file-error';
import { ByteWindow } from '../xml/byte-window';
import { XmlReader } from '../xml/xml-reader';
import { MAX_TEXT_BYTES, plainTextEnd } from '../plain/plain-text';
import { matches } from './plain-cell';
import { readRichText } from './rich-text';

const FIRST_TEXTS = 1 << 10;
const MAX_TEXTS = 4_000_000;
/** `<si>` and `><t>` as little-endian words, the second one three bytes behind the first. */
const ITEM_OPEN = 0x3e_69_73_3c;
const TEXT_OPEN = 0x3e_74_3c_3e;
const OPEN_BYTES = 7;
/** `<si><t`, of a text with an attribute. */
const ITEM_OPEN_WITH = Buffer.from('<si><t');
/** `</t></si` as a double, and a `>` behind it; see `LearnedBytes`. */
const ITEM_CLOSE = Buffer.from('</t></si').readDoubleLE();
const CLOSE_BYTES = 9;
const GT = 0x3e;
const PRESERVE = Buffer.from(' xml:space="preserve"');

/** The shared strings of a workbook by number: bytes in an arena, made a string only when asked for. */
export class SharedStrings {
  count = 0;
  private addresses = new Float64Array(FIRST_TEXTS);
  private lengths = new Int32Array(FIRST_TEXTS);
  private readonly window: ByteWindow;
  private inTable = false;

  constructor(
    readonly arena: TextArena,
    maxItemBytes: number,
  ) {
    this.window = new ByteWindow(maxItemBytes);
  }

  /** Scans the next chunk of the part. */
  push(chunk: Uint8Array): void {
    const { window } = this;
    window.append(chunk);
    if (window.ready) window.consume(this.scan(window.start));
  }

  /** Ends the part. @throws OrderFileError `corrupt_file` when its texts had not ended */
  finish(): void {
    this.window.consume(this.scan(this.window.start));
    if (this.inTable) throw corruptFile('its texts are cut off');
  }

  /** Where in the arena a text starts, and how many bytes it has. */
  address(index: number): number {
    return this.addresses[index] ?? 0;
  }

  length(index: number): number {
    return this.lengths[index] ?? 0;
  }

  pageOf(index: number): Uint8Array {
    return this.arena.pageOf(this.address(index)).bytes;
  }

  offsetOf(index: number): number {
    return this.arena.offsetOf(this.address(index));
  }

  text(index: number): string {
    return this.arena.text(this.address(index), this.length(index));
  }

  private scan(from: number): number {
    let at = from;
    for (;;) {
      const next = this.inTable ? this.item(at) : this.opening(at);
      if (next === at) return at;
      at = next;
    }
  }

  /** Goes past one token in front of the first item. */
  private opening(at: number): number {
    const reader = new XmlReader(this.window.bytes, at, this.window.end);
    const token = reader.next();
    if (token === 'more') return at;
    if (token === 'open' && reader.name === 'sst') this.inTable = !reader.closesItself();
    return reader.at;
  }

  private item(at: number): number {
    const { bytes, view } = this.window;
    const start = textStart(bytes, view, at);
    if (start < 0) return this.richItem(at);
    const stop = plainTextEnd(bytes, start);
    if (stop < 0 || view.getFloat64(stop, true) !== ITEM_CLOSE || bytes[stop + 8] !== GT) {
      return this.richItem(at);
    }
    this.add(bytes, start, stop);
    return stop + CLOSE_BYTES;
  }

  /** An item, or whatever stands between items, by the exact reader. */
  private richItem(at: number): number {
    const { bytes, end } = this.window;
    const reader = new XmlReader(bytes, at, end);
    const token = reader.next();
    if (token === 'more') return at;
    if (token === 'close' && reader.name === 'sst') this.inTable = false;
    if (token !== 'open') return reader.at;
    const text = reader.name === 'si' ? readRichText(reader) : reader.skipElement() ? null : undefined;
    if (text === undefined) return at;
    if (text !== null) {
      const encoded = Buffer.from(text, 'utf8');
      this.add(encoded, 0, encoded.length);
    }
    return reader.at;
  }

  private add(bytes: Uint8Array, start: number, end: number): void {
    const { count } = this;
    if (count === this.lengths.length) {
      if (count >= MAX_TEXTS) {
        throw new OrderFileError('too_large', 'The file holds too many texts. Split it.', {
          limit: MAX_TEXTS,
        });
      }
      this.addresses = grown(this.addresses, new Float64Array(count * 2));
      this.lengths = grown(this.lengths, new Int32Array(count * 2));
    }
    const length = Math.min(end - start, MAX_TEXT_BYTES);
    this.addresses[count] = this.arena.add(bytes, start, start + length);
    this.lengths[count] = length;
    this.count = count + 1;
  }
}

/** Where the text starts of the item at `at`, if it has nothing but one; -1 if not. */
function textStart(bytes: Uint8Array, view: DataView, at: number): number {
  if (view.getInt32(at, true) === ITEM_OPEN && view.getInt32(at + 3, true) === TEXT_OPEN)
    return at + OPEN_BYTES;
  if (!matches(bytes, at, ITEM_OPEN_WITH)) return -1;
  const from = at + ITEM_OPEN_WITH.length;
  return matches(bytes, from, PRESERVE) && bytes[from + PRESERVE.length] === GT
    ? from + PRESERVE.length + 1
    : -1;
}
