import { MAX_SHEET_COLUMNS } from './row-reader';

/** The types of a cell that are told apart on the fast path. */
export const NUMBER = 0;
export const SHARED = 1;
export const TEXT = 2;
export const INLINE = 3;
export const OTHER = 4;

const QUOTE = 0x22;
const EQUALS = 0x3d;
const GT = 0x3e;
const LT = 0x3c;
const SLASH = 0x2f;
const BLANK = 0x20;
const NLINE_STR = Buffer.from('nlineStr');
const VALUE_OPEN = Buffer.from('<v>');
const INLINE_OPEN = Buffer.from('<is><t');
const PRESERVE = Buffer.from(' xml:space="preserve"');
const FORMULA_CLOSE = Buffer.from('</f>');

/** The opening tag of a cell in its usual form: attributes `r`, `s` and `t` in double quotes, one blank between. */
export class PlainCell {
  column = -1;
  style = 0;
  type = NUMBER;
  /** Whether the cell closed itself. */
  empty = false;
  private typeByte = 0;

  /** What the type is called where it is `OTHER`. */
  get letter(): string {
    return String.fromCharCode(this.typeByte);
  }

  /**
   * Reads from behind `<c ` to behind the tag and gives that place; -1 for any other form.
   * @param rowDigits digits of the row's number, which every reference ends with
   */
  read(bytes: Uint8Array, at: number, rowDigits: number): number {
    this.column++;
    this.style = 0;
    this.type = NUMBER;
    for (let i = at; ;) {
      const name = bytes[i];
      if (name === SLASH && bytes[i + 1] === GT) return this.close(i + 2, true);
      if (bytes[i + 1] !== EQUALS || bytes[i + 2] !== QUOTE) return -1;
      if (name === 0x72) i = this.readReference(bytes, i + 3, rowDigits);
      else if (name === 0x74) i = this.readType(bytes, i + 3);
      else if (name === 0x73) i = this.readStyle(bytes, i + 3);
      else return -1;
      if (bytes[i] !== QUOTE) return -1;
      const next = bytes[i + 1];
      if (next === GT) return this.close(i + 2, false);
      if (next === SLASH && bytes[i + 2] === GT) return this.close(i + 3, true);
      if (next !== BLANK) return -1;
      i += 2;
    }
  }

  private close(at: number, empty: boolean): number {
    this.empty = empty;
    return at;
  }

  private readReference(bytes: Uint8Array, at: number, rowDigits: number): number {
    let i = at;
    let column = 0;
    let letter = (bytes[i] ?? 0) - 0x40;
    for (; letter >= 1 && letter <= 26; letter = (bytes[++i] ?? 0) - 0x40) column = column * 26 + letter;
    if (i === at || i > at + 3 || column > MAX_SHEET_COLUMNS) return 0;
    this.column = column - 1;
    return i + rowDigits;
  }

  private readStyle(bytes: Uint8Array, at: number): number {
    let i = at;
    let style = 0;
    let digit = (bytes[i] ?? 0) ^ 0x30;
    for (; digit < 10; digit = (bytes[++i] ?? 0) ^ 0x30) style = style * 10 + digit;
    this.style = style;
    return i;
  }

  private readType(bytes: Uint8Array, at: number): number {
    const first = bytes[at];
    const second = bytes[at + 1];
    if (second === QUOTE) {
      this.typeByte = first ?? 0;
      this.type = first === 0x73 ? SHARED : first === 0x6e ? NUMBER : OTHER;
      return at + 1;
    }
    if (first === 0x73 && second === 0x74 && bytes[at + 2] === 0x72) {
      this.type = TEXT;
      return at + 3;
    }
    this.type = INLINE;
    return first === 0x69 && matches(bytes, at + 1, NLINE_STR) ? at + 1 + NLINE_STR.length : 0;
  }
}

/**
 * The place behind the `</c>` of a cell that nobody asks for; `at` is anywhere in its content.
 * -1 where a comment, CDATA or the end of the bytes comes first.
 */
export function skipCell(bytes: Uint8Array, at: number): number {
  for (let i = at; ; i += 2) {
    while (bytes[i] !== LT) i++;
    const next = bytes[i + 1];
    if (next === SLASH && bytes[i + 2] === 0x63 && bytes[i + 3] === GT) return i + 4;
    if (next === 0x21 || next === 0x3f || next === 0) return -1;
  }
}

/** Goes past the formula that starts at `at`; -1 where it is not in its usual form. */
export function skipFormula(bytes: Uint8Array, at: number): number {
  let i = at + 2;
  for (let quoted = false; quoted || bytes[i] !== GT; i++) {
    if (bytes[i] === QUOTE) quoted = !quoted;
    if (bytes[i] === LT) return -1;
  }
  if (bytes[i - 1] === SLASH) return i + 1;
  while (bytes[i] !== LT) i++;
  return matches(bytes, i, FORMULA_CLOSE) ? i + FORMULA_CLOSE.length : -1;
}

/** Where the value of a cell starts whose content starts at `at`: behind `<v>` or `<is><t>`; -1 where neither stands. */
export function valueStart(bytes: Uint8Array, at: number, type: number): number {
  if (type !== INLINE) return matches(bytes, at, VALUE_OPEN) ? at + VALUE_OPEN.length : -1;
  if (!matches(bytes, at, INLINE_OPEN)) return -1;
  let i = at + INLINE_OPEN.length;
  if (bytes[i] === BLANK && matches(bytes, i, PRESERVE)) i += PRESERVE.length;
  return bytes[i] === GT ? i + 1 : -1;
}

/** Whether `expected` stands at `at`. */
export function matches(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}
