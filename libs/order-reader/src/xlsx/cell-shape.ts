import { LearnedBytes } from './learned-bytes';
import type { PlainCell } from './plain-cell';

/** `<c r` as a little-endian word. */
const CELL_OPEN = 0x72_20_63_3c;
/** `</v></c>` as a double; see `LearnedBytes`. */
const VALUE_CLOSE = Buffer.from('</v></c>').readDoubleLE();
/** `</t>`, `</is` and `></c` as little-endian words, and `>` behind them. */
const TEXT_CLOSE = 0x3e_74_2f_3c;
const INLINE_CLOSE = 0x73_69_2f_3c;
const CELL_CLOSE_INLINE = 0x63_2f_3c_3e;
/** Bytes of `</t></is></c>`. */
export const INLINE_END_BYTES = 13;
/** Bytes of `<c r="`. */
const BEFORE_LETTERS = 6;

/**
 * How one cell of the row before was written: everything but the row's number and the value. The next row nearly
 * always writes its cell the same way, and comparing a few words is several times faster than reading the tag.
 */
export class CellShape {
  column = 0;
  field = 0;
  type = 0;
  /** Whether the cell closed itself. */
  empty = false;
  private known = false;
  private letters = 0;
  private reference = 0;
  private mask = 0;
  private readonly rest = new LearnedBytes();

  /** Where the value starts of the cell at `at`, if it has this shape; -1 if not. */
  match(view: DataView, at: number, rowDigits: number): number {
    if (!this.known || view.getInt32(at, true) !== CELL_OPEN) return -1;
    if ((view.getInt32(at + 4, true) & this.mask) !== this.reference) return -1;
    return this.rest.match(view, at + BEFORE_LETTERS + this.letters + rowDigits);
  }

  /** Takes the shape of the cell at `at` that was just read, whose value starts at `valueAt`. */
  learn(view: DataView, at: number, rowDigits: number, valueAt: number, cell: PlainCell): void {
    const letters = cell.column < 26 ? 1 : 2;
    const start = at + BEFORE_LETTERS + letters + rowDigits;
    this.known = cell.column < 702 && view.getInt32(at, true) === CELL_OPEN && view.getUint8(start) === 0x22;
    this.mask = letters === 1 ? 0x00ff_ffff : -1;
    this.reference = view.getInt32(at + 4, true) & this.mask;
    this.letters = letters;
    this.rest.learn(view, start, valueAt);
  }
}

/** Whether `</v></c>` stands at `at`. */
export function closesValue(view: DataView, at: number): boolean {
  return view.getFloat64(at, true) === VALUE_CLOSE;
}

/** Whether `</t></is></c>` stands at `at`. */
export function closesInline(view: DataView, at: number): boolean {
  if (view.getInt32(at, true) !== TEXT_CLOSE || view.getInt32(at + 4, true) !== INLINE_CLOSE) return false;
  return view.getInt32(at + 8, true) === CELL_CLOSE_INLINE && view.getUint8(at + 12) === 0x3e;
}
