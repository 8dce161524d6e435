import { ObjectId } from 'bson';
import { KeyType } from './key-type';

/** What a key alone does not tell: the value is to be looked up in the document. */
export const UNTOLD = Symbol('untold');

const OBJECT_ID_BYTES = 12;
const UINT32 = 2 ** 32;
/** Texts are looked through byte by byte so far; longer ones by a native search. */
const SHORT_TEXT = 24;

/**
 * Reads keys that `KeyWriter` has written without a collation, field by field. Strings, ObjectIds, booleans and
 * dates come back as they were. A number has lost its type and null may have been missing; of other values only
 * the end is found.
 */
export class KeyReader {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  /** 0xff where the field is descending, and so inverted. */
  private mask = 0;
  private escaped = false;
  private readonly double = Buffer.alloc(8);

  /** Starts with the first field of a key. */
  open(key: Buffer): void {
    this.bytes = key;
    this.at = 0;
  }

  /** Passes over the next field. */
  skip(descending: boolean): void {
    this.mask = descending ? 0xff : 0;
    this.pass(this.byte());
  }

  /** The next field's value; `UNTOLD` where the key does not hold it in full. */
  read(descending: boolean): unknown {
    this.mask = descending ? 0xff : 0;
    const type = this.byte();
    switch (type) {
      case KeyType.string:
        return this.text();
      case KeyType.objectId:
        return new ObjectId(this.take(OBJECT_ID_BYTES));
      case KeyType.date:
        return new Date(((this.uint32() ^ 0x80000000) | 0) * UINT32 + this.uint32());
      case KeyType.boolean:
        return this.byte() === 1;
      case KeyType.number:
        return this.number();
      case KeyType.null:
        return null;
      default:
        this.pass(type);
        return UNTOLD;
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new RangeError('an index key ends too early');
    return byte ^ this.mask;
  }

  private uint32(): number {
    const value = (this.bytes.readUInt32BE(this.at) ^ (this.mask ? -1 : 0)) >>> 0;
    this.at += 4;
    return value;
  }

  /** A copy of the next bytes as they were before they were inverted. */
  private take(count: number): Buffer {
    const bytes = Buffer.from(this.bytes.subarray(this.at, this.at + count));
    if (this.mask) for (let at = 0; at < count; at++) bytes[at] = ~(bytes[at] ?? 0);
    this.at += count;
    return bytes;
  }

  private text(): string {
    const from = this.at;
    const end = this.textEnd();
    if (!this.mask && !this.escaped) return this.bytes.toString('utf8', from, end);
    const next = this.at;
    this.at = from;
    const text = this.take(end - from);
    this.at = next;
    // An escaped zero is 00 FF, and FF is in no UTF-8.
    return this.escaped
      ? text.toString('latin1').split('\0\xff').map(utf8).join('\0')
      : text.toString('utf8');
  }

  /** Goes behind a text; gives where its end mark is. */
  private textEnd(): number {
    const { bytes, mask } = this;
    this.escaped = false;
    let at = this.at;
    for (;;) {
      const near = at + SHORT_TEXT;
      while (at < near && bytes[at] !== mask) at++;
      if (bytes[at] !== mask) at = bytes.indexOf(mask, at);
      if (at < 0) throw new RangeError('an index key ends within a text');
      if (bytes[at + 1] === mask) break;
      this.escaped = true;
      at += 2;
    }
    this.at = at + 2;
    return at;
  }

  private number(): unknown {
    const { double } = this;
    let isNaN = true;
    for (let at = 0; at < 8; at++) {
      double[at] = this.byte();
      isNaN &&= double[at] === 0;
    }
    if (this.byte() !== 0) {
      this.passRest();
      return UNTOLD;
    }
    if (isNaN) return NaN;
    const first = double[0] ?? 0;
    if (first & 0x80) double[0] = first & 0x7f;
    else for (let at = 0; at < 8; at++) double[at] = ~(double[at] ?? 0);
    return double.readDoubleBE();
  }

  /** What a number has beyond its double. */
  private passRest(): void {
    this.at += 4;
    this.textEnd();
  }

  private pass(type: number): void {
    switch (type) {
      case KeyType.string:
      case KeyType.code:
        this.textEnd();
        return;
      case KeyType.objectId:
        this.at += OBJECT_ID_BYTES;
        return;
      case KeyType.date:
      case KeyType.timestamp:
        this.at += 8;
        return;
      case KeyType.boolean:
        this.at += 1;
        return;
      case KeyType.number:
        this.at += 8;
        if (this.byte() !== 0) this.passRest();
        return;
      default:
        this.passRare(type);
    }
  }

  private passRare(type: number): void {
    if (type === KeyType.binary) {
      const length = this.uint32();
      this.at += 1 + length;
    } else if (type === KeyType.regex) {
      this.textEnd();
      this.textEnd();
    } else if (type === KeyType.array) {
      for (let item = this.byte(); item !== 0; item = this.byte()) this.pass(item);
    } else if (type === KeyType.object) {
      this.passFields();
    } else if (type === KeyType.codeWithScope) {
      this.textEnd();
      this.passFields();
    }
  }

  private passFields(): void {
    for (let type = this.byte(); type !== 0; type = this.byte()) {
      this.textEnd();
      this.pass(type);
    }
  }
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
