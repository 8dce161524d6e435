import { corruptFile } from '../order-file-error';
import { decodeXmlText } from './xml-text';

/** What the reader stands on after `next()`; `more` means that the bytes end inside of a token. */
export type XmlToken = 'open' | 'close' | 'text' | 'more';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;

/**
 * A pull reader of well-formed XML in UTF-8, over a range of bytes that may end anywhere.
 * Comments and processing instructions are passed over; a document type is refused, so there are no entities but
 * the five of XML and character references. It is exact rather than fast: fast paths stand before it.
 */
export class XmlReader {
  /** Where the token after the current one starts. */
  at: number;
  /** Local name of the element opened or closed, and its prefix (`''` where there is none). */
  name = '';
  prefix = '';
  /** Decoded text of a `text` token. */
  text = '';
  private nameEnd = 0;
  private empty = false;
  private tagEnd = 0;

  constructor(
    private readonly bytes: Uint8Array,
    start: number,
    private readonly end: number,
  ) {
    this.at = start;
  }

  /** Goes to the next token. @throws OrderFileError `corrupt_file` for what is not XML, and for a document type */
  next(): XmlToken {
    for (;;) {
      const { at, bytes, end } = this;
      if (at >= end) return 'more';
      if (bytes[at] !== LT) return this.readText();
      if (at + 1 >= end) return 'more';
      const mark = bytes[at + 1];
      if (mark === SLASH) return this.readTag(at + 2, 'close');
      if (mark === 0x3f) {
        if (!this.skipPast('?>', at + 2)) return 'more';
      } else if (mark === 0x21) {
        const special = this.readSpecial();
        if (special !== undefined) return special;
      } else return this.readTag(at + 1, 'open');
    }
  }

  /** Whether the element just opened closes itself: then no `close` token follows. */
  closesItself(): boolean {
    return this.empty;
  }

  /** The decoded value of an attribute by its local name, whatever its prefix; namespace declarations left out. */
  attribute(name: string): string | undefined {
    const { bytes, tagEnd } = this;
    for (let at = this.nameEnd; ;) {
      while (isBlank(bytes[at]) || bytes[at] === SLASH) at++;
      if (at >= tagEnd) return undefined;
      const key = at;
      while (at < tagEnd && bytes[at] !== EQUALS && !isBlank(bytes[at])) at++;
      const found = this.isNamed(key, at, name);
      while (isBlank(bytes[at])) at++;
      if (bytes[at] !== EQUALS) throw corruptFile('a tag is broken');
      do at++;
      while (isBlank(bytes[at]));
      const quote = bytes[at];
      const from = at + 1;
      if (quote !== 0x22 && quote !== 0x27) throw corruptFile('a tag is broken');
      do at++;
      while (at < tagEnd && bytes[at] !== quote);
      if (found) return decodeXmlText(bytes, from, at).replace(/[\t\n]/g, ' ');
      at++;
    }
  }

  /** Goes past the element just opened, with all that is in it; false when the bytes end before. */
  skipElement(): boolean {
    if (this.closesItself()) return true;
    for (let depth = 1; depth > 0;) {
      const token = this.next();
      if (token === 'more') return false;
      if (token === 'open' && !this.closesItself()) depth++;
      if (token === 'close') depth--;
    }
    return true;
  }

  /** Whether `bytes[start, end)` is an attribute's name, alone or behind a prefix that is not `xmlns`. */
  private isNamed(start: number, end: number, name: string): boolean {
    const { bytes } = this;
    const at = end - name.length;
    if (at < start) return false;
    for (let i = 0; i < name.length; i++) if (bytes[at + i] !== name.charCodeAt(i)) return false;
    return at === start || (bytes[at - 1] === COLON && !latin(bytes, start, at).startsWith('xmlns:'));
  }

  private readText(): XmlToken {
    const { at, bytes, end } = this;
    const stop = bytes.indexOf(LT, at);
    if (stop < 0 || stop >= end) return 'more';
    this.text = decodeXmlText(bytes, at, stop);
    this.at = stop;
    return 'text';
  }

  private readTag(start: number, token: 'open' | 'close'): XmlToken {
    const { bytes, end } = this;
    let at = start;
    let colon = -1;
    for (; at < end && !isBlank(bytes[at]) && bytes[at] !== GT && bytes[at] !== SLASH; at++) {
      if (bytes[at] === COLON) colon = at;
    }
    this.nameEnd = at;
    let quote = 0;
    for (; at < end && (quote !== 0 || bytes[at] !== GT); at++) {
      const byte = bytes[at] ?? 0;
      if (quote === 0 && (byte === 0x22 || byte === 0x27)) quote = byte;
      else if (byte === quote) quote = 0;
      else if (byte === LT) throw corruptFile('a tag is broken');
    }
    if (at >= end) return 'more';
    if (this.nameEnd === start) throw corruptFile('a tag is broken');
    this.prefix = colon < 0 ? '' : latin(bytes, start, colon);
    this.name = latin(bytes, colon < 0 ? start : colon + 1, this.nameEnd);
    this.tagEnd = at;
    this.empty = token === 'open' && bytes[at - 1] === SLASH;
    this.at = at + 1;
    return token;
  }

  /** Comments are passed over, CDATA is text. */
  private readSpecial(): XmlToken | undefined {
    const { at, bytes, end } = this;
    if (latin(bytes, at, Math.min(end, at + 4)) === '<!--') {
      return this.skipPast('-->', at + 4) ? undefined : 'more';
    }
    const start = at + 9;
    if (latin(bytes, at, Math.min(end, start)) === '<![CDATA[') {
      if (!this.skipPast(']]>', start)) return 'more';
      this.text = decodeXmlText(bytes, start, this.at - 3, false);
      return 'text';
    }
    if (end - at < 9) return 'more';
    throw corruptFile('it has a document type, which order sheets have no use for');
  }

  private skipPast(mark: string, from: number): boolean {
    const { bytes, end } = this;
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, end);
    const found = view.indexOf(mark, from, 'latin1');
    if (found < 0) return false;
    this.at = found + mark.length;
    return true;
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
