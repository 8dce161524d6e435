import { OrderFileError } from '../order-file-error';
import { type Cell, MAX_CELL_CHARS, textCell } from '../rules/cell';

/** Ends of records and quotes as bytes. */
export const LF = 0x0a;
export const CR = 0x0d;
export const QUOTE = 0x22;

/** Fields of one record that are accepted, as many as a sheet has columns. */
const MAX_FIELDS = 16_384;

/** A record read exactly: its fields that are not blank, how many it has, and where the next one starts. */
export interface TextRecord {
  readonly cells: Map<number, Cell>;
  readonly fields: number;
  readonly next: number;
}

/**
 * Reads the record at `at` by RFC 4180: a field in quotes may hold separators, line ends and doubled quotes; a quote
 * inside of any other field is a character. Ends at LF, CR or CR LF. Undefined when the bytes end before it does.
 */
export function readRecord(
  bytes: Uint8Array,
  at: number,
  end: number,
  separator: number,
): TextRecord | undefined {
  const cells = new Map<number, Cell>();
  let i = at;
  for (let field = 0; ; field++) {
    const read =
      bytes[i] === QUOTE && i < end
        ? readQuoted(bytes, i + 1, end, separator)
        : readBare(bytes, i, end, separator);
    if (read === undefined) return undefined;
    const cell = textCell(read.text);
    if (cell !== undefined) cells.set(field, cell);
    i = read.end;
    if (bytes[i] === separator) {
      i++;
      if (field > MAX_FIELDS)
        throw new OrderFileError('too_large', 'A row of the file has too many columns.', {
          limit: MAX_FIELDS,
        });
      continue;
    }
    if (bytes[i] === CR && i + 1 >= end) return undefined;
    const next = bytes[i] === CR && bytes[i + 1] === LF ? i + 2 : i + 1;
    return { cells, fields: field + 1, next };
  }
}

interface Field {
  readonly text: string;
  readonly end: number;
}

function readBare(bytes: Uint8Array, at: number, end: number, separator: number): Field | undefined {
  const stop = fieldEnd(bytes, at, end, separator);
  return stop < 0 ? undefined : { text: decode(bytes, at, stop), end: stop };
}

/** A quoted field from behind its quote; what stands between the closing quote and the separator belongs to it. */
function readQuoted(bytes: Uint8Array, at: number, end: number, separator: number): Field | undefined {
  let text = '';
  for (let from = at; ;) {
    const quote = bytes.indexOf(QUOTE, from);
    if (quote < 0 || quote + 1 >= end) return undefined;
    text += decode(bytes, from, quote);
    if (bytes[quote + 1] !== QUOTE) {
      const stop = fieldEnd(bytes, quote + 1, end, separator);
      return stop < 0 ? undefined : { text: text + decode(bytes, quote + 1, stop), end: stop };
    }
    text += '"';
    from = quote + 2;
  }
}

function fieldEnd(bytes: Uint8Array, at: number, end: number, separator: number): number {
  for (let i = at; i < end; i++) {
    const byte = bytes[i];
    if (byte === separator || byte === LF || byte === CR) return i;
  }
  return -1;
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  if (end <= start) return '';
  const stop = Math.min(end, start + (MAX_CELL_CHARS + 1) * 4);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start).toString('utf8');
}
