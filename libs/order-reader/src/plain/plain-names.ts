import type { TextTable } from '../metrics/text-table';
import { MAX_NAME_CHARS } from '../rules/cell-rules';
import { SIGNIFICANT_DIGITS } from '../rules/decimal';
import { needsTrim } from './plain-text';

/**
 * Whether `bytes[start, end)` is a name as it stands: nothing to trim, and not too long whatever its characters.
 * Where it says no, the rules in words decide.
 */
export function isPlainName(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start <= MAX_NAME_CHARS && !needsTrim(bytes, start, end);
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
