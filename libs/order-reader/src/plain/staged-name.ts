import type { ViewedBytes } from '../metrics/text-arena';
import type { TextTable } from '../metrics/text-table';
import {
  CheckedNames,
  isPlainNumberName,
  type NameCheck,
  type NumberedTexts,
  SharedNames,
  UNKNOWN,
} from './plain-names';

/** How a name was staged: not at all, as a shared string, as text, as the digits of a number. */
export const NONE = 0;
export const SHARED = 1;
export const TEXT = 2;
export const DIGITS = 3;

/** The name or the order number of a line, as it stands somewhere, and its number in the table of all of them. */
export class StagedName {
  kind = NONE;
  /** The number of a shared string, or the first byte. */
  private from = 0;
  private end = 0;
  private readonly shared: SharedNames;
  private readonly checked: CheckedNames;

  constructor(texts: NumberedTexts, table: TextTable, check: NameCheck) {
    this.shared = new SharedNames(texts, table);
    this.checked = new CheckedNames(table, check);
  }

  set(kind: number, from: number, end: number): void {
    this.kind = kind;
    this.from = from;
    this.end = end;
  }

  /** The number of a name that was there before in the same form; negative for any other. */
  known(memory: ViewedBytes): number {
    if (this.kind === SHARED) return this.shared.known(this.from);
    return this.kind === TEXT ? this.checked.known(memory, this.from, this.end) : UNKNOWN;
  }

  /** Whether it is a name as it stands. */
  isPlain(bytes: Uint8Array): boolean {
    if (this.kind === SHARED) return this.shared.isPlain(this.from);
    if (this.kind === TEXT) return this.checked.isPlain(bytes, this.from, this.end);
    return this.kind === DIGITS && isPlainNumberName(bytes, this.from, this.end);
  }

  /** The number of a name that is plain; a new one is added to the table. */
  intern(memory: ViewedBytes): number {
    if (this.kind === SHARED) return this.shared.intern(this.from);
    return this.kind === TEXT
      ? this.checked.intern(memory, this.from, this.end)
      : this.checked.internUnchecked(memory, this.from, this.end);
  }
}
