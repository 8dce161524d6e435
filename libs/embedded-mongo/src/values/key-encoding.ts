import { type BSONRegExp, type Code, type ObjectId, type Timestamp } from 'bson';
import { compareExact, type Exact, subtractExact, toExact } from './decimal';
import { type Doc, isBinary, isDecimal, isDouble, isLong, toNumber } from './document';
import { KeyType, keyTypeOf } from './key-type';

/** How strings are compared: folded to base letters (strength 1) or to lower case (strength 2). */
export type Fold = ((text: string) => string) | undefined;

/**
 * Writes order-preserving keys: comparing two of them byte by byte gives BSON's order of the values, all
 * numeric types among each other by exact value. No key is a prefix of another, so keys can be joined.
 */
export class KeyWriter {
  private bytes = Buffer.allocUnsafe(256);
  private length = 0;

  constructor(private readonly fold?: Fold) {}

  /** The key so far; the writer starts anew. */
  take(): Buffer {
    const key = Buffer.from(this.bytes.subarray(0, this.length));
    this.length = 0;
    return key;
  }

  /** Appends the key of `value`; `descending` inverts it. */
  value(value: unknown, descending = false): this {
    const from = this.length;
    this.append(value);
    if (descending) {
      for (let at = from; at < this.length; at++) this.bytes[at] = ~(this.bytes[at] ?? 0);
    }
    return this;
  }

  /** Appends the key of an empty array among its index entries: it sorts below null. */
  emptyArray(descending: boolean): this {
    this.byte(descending ? ~KeyType.undefined & 0xff : KeyType.undefined);
    return this;
  }

  private append(value: unknown): void {
    const type = keyTypeOf(value);
    this.byte(type);
    this.payload(type, value);
  }

  private payload(type: number, value: unknown): void {
    switch (type) {
      case KeyType.number: {
        this.number(value);
        return;
      }
      case KeyType.string: {
        this.text(typeof value === 'string' ? value : String(value));
        return;
      }
      case KeyType.object: {
        this.fields(value as Doc);
        return;
      }
      case KeyType.array:
        for (const item of value as unknown[]) this.append(item);
        {
          this.byte(0);
          return;
        }
      case KeyType.objectId: {
        this.raw((value as ObjectId).id);
        return;
      }
      case KeyType.boolean: {
        this.byte(value ? 1 : 0);
        return;
      }
      case KeyType.date: {
        this.bigint(BigInt((value as Date).getTime()) + 2n ** 63n);
        return;
      }
      case KeyType.timestamp: {
        this.bigint((value as Timestamp).toBigInt());
        return;
      }
      default: {
        this.rare(type, value);
        return;
      }
    }
  }

  private rare(type: number, value: unknown): void {
    if (type === KeyType.binary && isBinary(value)) {
      this.uint32(value.position);
      this.byte(value.sub_type);
      this.raw(value.buffer.subarray(0, value.position));
    } else if (type === KeyType.regex) {
      this.zeroEnded((value as BSONRegExp).pattern);
      this.zeroEnded((value as BSONRegExp).options);
    } else if (type === KeyType.code || type === KeyType.codeWithScope) {
      const code = value as Code;
      this.zeroEnded(code.code);
      if (code.scope) this.fields(code.scope);
    }
  }

  private fields(doc: Doc): void {
    for (const [name, item] of Object.entries(doc)) {
      const type = keyTypeOf(item);
      this.byte(type);
      this.zeroEnded(name);
      this.payload(type, item);
    }
    this.byte(0);
  }

  private text(text: string): void {
    this.zeroEnded(this.fold ? this.fold(text) : text);
  }

  /** UTF-8 with 00 written as 00 FF and ended by 00 00. */
  private zeroEnded(text: string): void {
    const parts = text.includes('\0') ? text.split('\0') : [text];
    parts.forEach((part, index) => {
      if (index > 0) this.raw(ESCAPED_ZERO);
      this.reserve(part.length * 3);
      this.length += this.bytes.write(part, this.length, 'utf8');
    });
    this.raw(END_OF_TEXT);
  }

  /** The double at or below the value, then 0 if that is exact, or 1 and the decimal rest. */
  private number(value: unknown): void {
    const below = doubleAtOrBelow(value);
    this.double(below);
    const exact = isLong(value) || isDecimal(value) ? toExact(value) : undefined;
    const floor = exact && toExact(below);
    const rest = floor && subtractExact(exact, floor);
    if (!rest || rest.digits === 0n) {
      this.byte(0);
      return;
    }
    this.byte(1);
    this.positive(rest);
  }

  private double(value: number): void {
    this.reserve(8);
    this.bytes.writeDoubleBE(Number.isNaN(value) ? 0 : value + 0, this.length);
    const first = this.bytes[this.length] ?? 0;
    if (Number.isNaN(value)) {
      this.bytes.fill(0, this.length, this.length + 8);
    } else if (first & 0x80) {
      for (let at = this.length; at < this.length + 8; at++) this.bytes[at] = ~(this.bytes[at] ?? 0);
    } else {
      this.bytes[this.length] = first | 0x80;
    }
    this.length += 8;
  }

  private positive(value: Exact): void {
    const digits = value.digits.toString().replace(/0+$/, '');
    const magnitude = value.digits.toString().length + value.exponent;
    this.uint32(magnitude + 0x40000000);
    this.zeroEnded(digits);
  }

  private bigint(value: bigint): void {
    this.reserve(8);
    this.length = this.bytes.writeBigUInt64BE(BigInt.asUintN(64, value), this.length);
  }

  private uint32(value: number): void {
    this.reserve(4);
    this.length = this.bytes.writeUInt32BE(value, this.length);
  }

  private byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  private raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

const ESCAPED_ZERO = Buffer.from([0x00, 0xff]);
const END_OF_TEXT = Buffer.from([0x00, 0x00]);

function doubleAtOrBelow(value: unknown): number {
  const nearest = toNumber(value);
  if (typeof value === 'number' || isDouble(value)) return nearest;
  if (nearest === Infinity) return toExact(value) ? Number.MAX_VALUE : Infinity;
  if (!Number.isFinite(nearest)) return nearest;
  const exact = toExact(value);
  const rounded = toExact(nearest);
  return exact && rounded && compareExact(rounded, exact) > 0 ? nextDown(nearest) : nearest;
}

const floatView = new DataView(new ArrayBuffer(8));

function nextDown(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  floatView.setFloat64(0, value);
  const bits = floatView.getBigInt64(0);
  floatView.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
  return floatView.getFloat64(0);
}

const plain = new KeyWriter();

/** The order-preserving key of one value, without collation. */
export function encodeKey(value: unknown): Buffer {
  return plain.value(value).take();
}

/** A string that is the same for values that compare equal, for use as a Map key. */
export function identityOf(value: unknown, fold?: Fold): string {
  if (typeof value === 'string' && !fold) return `s${value}`;
  const key = fold ? new KeyWriter(fold).value(value).take() : encodeKey(value);
  return key.toString('latin1');
}
