import type { ViewedBytes } from '../metrics/text-arena';
import type { TextTable } from '../metrics/text-table';
import { MAX_NAME_CHARS } from '../rules/cell-rules';
import { SIGNIFICANT_DIGITS } from '../rules/decimal';
import { needsTrim, plainTextEnd } from './plain-text';

/**
 * Whether `bytes[start, end)` is a name as it stands: nothing to trim, and not too long whatever its characters.
 * Where it says no, the rules in words decide.
 */
export function isPlainName(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start <= MAX_NAME_CHARS && !needsTrim(bytes, start, end);
}

/** Whether the bytes of a text are the text itself, and a name as it stands; see `isPlainName`. */
export type NameCheck = (bytes: Uint8Array, start: number, end: number) => boolean;

/** The same where it stands in XML, up to a `<`. */
export function isPlainXmlName(bytes: Uint8Array, start: number, end: number): boolean {
  return isPlainName(bytes, start, end) && plainTextEnd(bytes, start) === end;
}

/** Whether a number's bytes are its shortest text: digits only, as many as a spreadsheet shows, no zero in front. */
export function isPlainNumberName(bytes: Uint8Array, start: number, end: number): boolean {
  if (end <= start || end - start > SIGNIFICANT_DIGITS || (bytes[start] === 0x30 && end - start > 1))
    return false;
  for (let i = start; i < end; i++) if (((bytes[i] ?? 0) ^ 0x30) >= 10) return false;
  return true;
}

/** Where texts of an arena are, by number. */
export interface NumberedTexts {
  readonly count: number;
  address(index: number): number;
  length(index: number): number;
  pageOf(index: number): Uint8Array;
  offsetOf(index: number): number;
}

/** Of a text that has not been looked up yet. */
export const UNKNOWN = -1;
const NOT_PLAIN = -2;
const FIRST_NAMES = 1 << 10;

/** Numbers of a table's names by the number of the shared string that holds them; each is looked up once. */
export class SharedNames {
  private ids = new Int32Array(0);

  constructor(
    private readonly texts: NumberedTexts,
    private readonly table: TextTable,
  ) {}

  /** Whether the text of this number is a name as it stands. */
  isPlain(index: number): boolean {
    if (this.ids.length === 0) this.ids = new Int32Array(this.texts.count).fill(UNKNOWN);
    const known = this.ids[index];
    if (known === undefined || known === NOT_PLAIN) return false;
    if (known !== UNKNOWN) return true;
    const start = this.texts.offsetOf(index);
    if (isPlainName(this.texts.pageOf(index), start, start + this.texts.length(index))) return true;
    this.ids[index] = NOT_PLAIN;
    return false;
  }

  /** The number in the table of a text that was added before; negative for any other. */
  known(index: number): number {
    return this.ids[index] ?? UNKNOWN;
  }

  /** The number in the table of a text that is plain; a new one is added to it. */
  intern(index: number): number {
    const known = this.ids[index] ?? UNKNOWN;
    if (known >= 0) return known;
    const id = this.table.internAt(this.texts.address(index), this.texts.length(index));
    this.ids[index] = id;
    return id;
  }
}

/** Numbers of a table's names by their bytes, each of which is checked at its first appearance only. */
export class CheckedNames {
  /** By number in the table: 1 where the bytes were found to be the name as they stood. */
  private checked = new Uint8Array(FIRST_NAMES);

  constructor(
    private readonly table: TextTable,
    private readonly check: NameCheck,
  ) {}

  /** The number of the name in `memory[start, end)`; negative for one that has to be checked. */
  known(memory: ViewedBytes, start: number, end: number): number {
    const id = this.table.find(memory, start, end);
    return id >= 0 && this.checked[id] === 1 ? id : UNKNOWN;
  }

  /** Whether the bytes are a name as they stand. */
  isPlain(bytes: Uint8Array, start: number, end: number): boolean {
    return this.check(bytes, start, end);
  }

  /** The number of a name that is plain by another check than this one's. */
  internUnchecked(memory: ViewedBytes, start: number, end: number): number {
    return this.table.intern(memory, start, end);
  }

  /** The number of a name that is plain; a new one is added to the table. */
  intern(memory: ViewedBytes, start: number, end: number): number {
    const id = this.table.intern(memory, start, end);
    if (id >= this.checked.length) {
      const more = new Uint8Array(Math.max(this.checked.length * 2, id + 1));
      more.set(this.checked);
      this.checked = more;
    }
    this.checked[id] = 1;
    return id;
  }
}
