import { MAX_CELL_CHARS } from '../rules/cell';

/** Bytes of a text that are kept; with more of them it has too many characters in any case. */
export const MAX_TEXT_BYTES = (MAX_CELL_CHARS + 1) * 4;

const LT = 0x3c;
const UNDERSCORE = 0x5f;
const LOWER_X = 0x78;

/** By byte: 1 where a text may end or have to be changed. A table, because names would have branches guessed wrong. */
const STOPS = new Uint8Array(256);
for (const byte of [0, 0x0d, 0x26, LT, UNDERSCORE]) STOPS[byte] = 1;

/**
 * Where the text that starts at `at` ends (the next `<`), if its bytes are the text itself; -1 where a reference,
 * an escape or a carriage return has to be replaced. Relies on a `<` behind the last byte.
 */
export function plainTextEnd(bytes: Uint8Array, at: number): number {
  for (let i = at; ; i++) {
    const byte = bytes[i] ?? 0;
    if (STOPS[byte] === 0) continue;
    if (byte === LT) return i;
    if (byte !== UNDERSCORE || bytes[i + 1] === LOWER_X) return -1;
  }
}

/** Four times `<`, one in every byte, and the highest bit of every byte. */
const LTS = 0x3c_3c_3c_3c;
const ONES = 0x01_01_01_01;
const HIGH_BITS = 0x80_80_80_80 | 0;

/** Where the next `<` at or behind `at` stands, looked for four bytes at a time. Relies on a `<` behind the last byte. */
export function nextTag(view: DataView, at: number): number {
  for (let i = at; ; i = (i + 4) | 0) {
    const word = view.getInt32(i, true) ^ LTS;
    // The highest bit of a byte that is 0, and perhaps of bytes above it.
    const marks = (word - ONES) & ~word & HIGH_BITS;
    if (marks !== 0) return i + ((31 - Math.clz32(marks & -marks)) >> 3);
  }
}

/** Whether trimming would take something off `bytes[start, end)`, or nothing is there. */
export function needsTrim(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end) return true;
  const first = bytes[start] ?? 0;
  const last = bytes[end - 1] ?? 0;
  if (first <= 0x20 || last <= 0x20) return true;
  return (first >= 0x80 && isWideBlank(bytes, start)) || (last >= 0x80 && endsWithWideBlank(bytes, end));
}

function endsWithWideBlank(bytes: Uint8Array, end: number): boolean {
  return isWideBlank(bytes, end - 2) || isWideBlank(bytes, end - 3);
}

/** A white space of two or three bytes, as `String.prototype.trim` knows them. */
function isWideBlank(bytes: Uint8Array, at: number): boolean {
  const second = bytes[at + 1] ?? 0;
  const third = bytes[at + 2] ?? 0;
  switch (bytes[at]) {
    case 0xc2:
      return second === 0xa0;
    case 0xe1:
      return second === 0x9a && third === 0x80;
    case 0xe2:
      return (
        (second === 0x80 && (third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf)) ||
        (second === 0x81 && third === 0x9f)
      );
    case 0xe3:
      return second === 0x80 && third === 0x80;
    case 0xef:
      return second === 0xbb && third === 0xbf;
    default:
      return false;
  }
}
