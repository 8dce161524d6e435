import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import { type Doc, setField } from './document';

const MAX_DEPTH = 200;
const INT32_LIMIT = 2 ** 31;

function invalid(what: string): ServerError {
  return new ServerError(22, `Invalid BSON: ${what}`, { codeName: 'InvalidBSON' });
}

/** Where the value of type `type` at `at` ends. @throws ServerError InvalidBSON when it leaves `end`. */
export function valueEnd(bytes: Buffer, type: number, at: number, end: number): number {
  const stop = at + valueSize(bytes, type, at, end);
  if (stop > end) throw invalid('a value runs over the end of its document');
  return stop;
}

function lengthAt(bytes: Buffer, at: number, end: number, least: number): number {
  if (at + 4 > end) throw invalid('a length is cut off');
  const length = bytes.readInt32LE(at);
  if (length < least) throw invalid('a length is too small');
  return length;
}

function valueSize(bytes: Buffer, type: number, at: number, end: number): number {
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8;
    case 0x02:
    case 0x0d:
    case 0x0e:
      return 4 + lengthAt(bytes, at, end, 1);
    case 0x03:
    case 0x04:
      return lengthAt(bytes, at, end, 5);
    case 0x05:
      return 5 + lengthAt(bytes, at, end, 0);
    case 0x06:
    case 0x0a:
    case 0x7f:
    case 0xff:
      return 0;
    case 0x07:
      return 12;
    case 0x08:
      return 1;
    case 0x0b:
      return nameEnd(bytes, nameEnd(bytes, at, end) + 1, end) + 1 - at;
    case 0x0c:
      return 4 + lengthAt(bytes, at, end, 1) + 12;
    case 0x0f:
      return lengthAt(bytes, at, end, 14);
    case 0x10:
      return 4;
    case 0x13:
      return 16;
    default:
      throw invalid(`unknown type 0x${type.toString(16)}`);
  }
}

/** Where the zero byte of the name that starts at `at` is. */
export function nameEnd(bytes: Buffer, at: number, end: number): number {
  const stop = bytes.indexOf(0, at);
  if (stop < 0 || stop >= end) throw invalid('a name has no end');
  return stop;
}

/** The end of the document at `at`, its framing checked. */
export function documentEnd(bytes: Buffer, at: number, limit = bytes.length): number {
  const end = at + lengthAt(bytes, at, limit, 5);
  if (end > limit) throw invalid('a document runs over the end of its message');
  if (bytes[end - 1] !== 0) throw invalid('a document does not end with zero');
  return end;
}

/**
 * Reads a document without losing its types (see `Doc`).
 * `only`: names of the top-level fields wanted; all others are passed over unread.
 * @throws ServerError InvalidBSON on malformed bytes
 */
export function parseDocument(bytes: Buffer, at = 0, only?: ReadonlySet<string>): Doc {
  return parseFields(bytes, at, documentEnd(bytes, at), 0, only);
}

function parseFields(bytes: Buffer, at: number, end: number, depth: number, only?: ReadonlySet<string>): Doc {
  if (depth > MAX_DEPTH) throw new ServerError(ErrorCode.Overflow, 'BSON is nested too deeply');
  const doc: Doc = {};
  let missing = only?.size;
  for (let next = at + 4; next < end - 1;) {
    const type = bytes[next] ?? 0;
    const stop = nameEnd(bytes, next + 1, end);
    const name = readName(bytes, next + 1, stop);
    next = valueEnd(bytes, type, stop + 1, end - 1);
    if (only && !only.has(name)) continue;
    setField(doc, name, readValue(bytes, type, stop + 1, next, depth));
    if (missing !== undefined && --missing === 0) break;
  }
  return doc;
}

function readName(bytes: Buffer, from: number, to: number): string {
  if (to - from > 24) return bytes.toString('utf8', from, to);
  let name = '';
  for (let at = from; at < to; at++) {
    const code = bytes[at] ?? 0;
    if (code > 127) return bytes.toString('utf8', from, to);
    name += String.fromCharCode(code);
  }
  return name;
}

function parseArray(bytes: Buffer, at: number, end: number, depth: number): unknown[] {
  if (depth > MAX_DEPTH) throw new ServerError(ErrorCode.Overflow, 'BSON is nested too deeply');
  const items: unknown[] = [];
  for (let next = at + 4; next < end - 1;) {
    const type = bytes[next] ?? 0;
    const stop = nameEnd(bytes, next + 1, end);
    next = valueEnd(bytes, type, stop + 1, end - 1);
    items.push(readValue(bytes, type, stop + 1, next, depth));
  }
  return items;
}

function readString(bytes: Buffer, at: number, end: number): string {
  if (bytes[end - 1] !== 0) throw invalid('a string does not end with zero');
  return bytes.toString('utf8', at + 4, end - 1);
}

function readDouble(bytes: Buffer, at: number): number | Double {
  const value = bytes.readDoubleLE(at);
  const looksInt = Number.isInteger(value) && !Object.is(value, -0) && Math.abs(value) <= INT32_LIMIT;
  return looksInt ? new Double(value) : value;
}

/** Reads the value of type `type` that lies between `at` and `end`. */
export function readValue(bytes: Buffer, type: number, at: number, end: number, depth = 0): unknown {
  switch (type) {
    case 0x01:
      return readDouble(bytes, at);
    case 0x02:
      return readString(bytes, at, end);
    case 0x03:
      return parseFields(bytes, at, documentEnd(bytes, at, end), depth + 1);
    case 0x04:
      return parseArray(bytes, at, documentEnd(bytes, at, end), depth + 1);
    case 0x05:
      return readBinary(bytes, at, end);
    case 0x07:
      return new ObjectId(Buffer.from(bytes.subarray(at, end)));
    case 0x08:
      return bytes[at] === 1;
    case 0x09:
      return new Date(Number(bytes.readBigInt64LE(at)));
    case 0x10:
      return bytes.readInt32LE(at);
    case 0x12:
      return new Long(bytes.readInt32LE(at), bytes.readInt32LE(at + 4));
    default:
      return readRareValue(bytes, type, at, end, depth);
  }
}

function readBinary(bytes: Buffer, at: number, end: number): Binary {
  const subtype = bytes[at + 4] ?? 0;
  const start = subtype === 2 ? at + 9 : at + 5;
  if (start > end) throw invalid('a binary is cut off');
  return new Binary(Buffer.from(bytes.subarray(start, end)), subtype);
}

function readRareValue(bytes: Buffer, type: number, at: number, end: number, depth: number): unknown {
  switch (type) {
    case 0x06:
    case 0x0a:
      return null;
    case 0x0b: {
      const pattern = nameEnd(bytes, at, end);
      return new BSONRegExp(
        bytes.toString('utf8', at, pattern),
        bytes.toString('utf8', pattern + 1, end - 1),
      );
    }
    case 0x0d:
      return new Code(readString(bytes, at, end));
    case 0x0e:
      return new BSONSymbol(readString(bytes, at, end));
    case 0x0f: {
      const text = at + 4 + 4 + lengthAt(bytes, at + 4, end, 1);
      const scope = documentEnd(bytes, text, end);
      return new Code(readString(bytes, at + 4, text), parseFields(bytes, text, scope, depth + 1));
    }
    case 0x11:
      return new Timestamp(bytes.readBigUInt64LE(at));
    case 0x13:
      return new Decimal128(Buffer.from(bytes.subarray(at, end)));
    case 0x7f:
      return new MaxKey();
    case 0xff:
      return new MinKey();
    case 0x0c:
      return {
        $ref: readString(bytes, at, end - 12),
        $id: new ObjectId(Buffer.from(bytes.subarray(end - 12, end))),
      };
    default:
      throw invalid(`unknown type 0x${type.toString(16)}`);
  }
}
