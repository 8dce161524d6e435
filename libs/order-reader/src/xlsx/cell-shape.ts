import { NAME, ORDER } from '../plain/plain-line';
import { LearnedBytes } from './learned-bytes';
import { INLINE, NUMBER, type PlainCell, SHARED } from './plain-cell';

/** `</v></c>` as a double; see `LearnedBytes`. */
const VALUE_CLOSE = Buffer.from('</v></c>').readDoubleLE();
/** `</t></is` and `/is></c>` as doubles, the second one five bytes behind the first. */
const INLINE_CLOSE = Buffer.from('</t></is').readDoubleLE();
const INLINE_CLOSE_END = Buffer.from('/is></c>').readDoubleLE();
/** Bytes of `</v></c>` and of `</t></is></c>`. */
export const VALUE_END_BYTES = 8;
export const INLINE_END_BYTES = 13;
/** Bytes of `<c r="`. */
const BEFORE_LETTERS = 6;

/** What is to be done with the value of a cell. */
export const SKIPPED = 0;
export const NOTHING = 1;
export const SHARED_NAME = 2;
export const NUMBER_VALUE = 3;
export const INLINE_NAME = 4;
export const OTHER_VALUE = 5;

/**
 * How one cell of the row before was written: everything but the row's number and the value. The next row nearly
 * always writes its cell the same way, and comparing a few words is several times faster than reading the tag.
 */
export class CellShape {
  /** Of the cell behind this one; undefined until there is one. */
  next: CellShape | undefined;
  column = 0;
  /** Set before the shape is learned. */
  field = 0;
  type = NUMBER;
  /** One of the constants above. */
  use = NOTHING;
  /** Bytes up to the row's number, from where the comparison starts: `><c r="A` or `<c r="AB`, always eight. */
  private opening = NaN;
  private openingAt = 0;
  private openingBytes = 0;
  private readonly rest = new LearnedBytes();

  /** Where the value starts of the cell at `at`, if it has this shape; -1 if not. A `>` stands in front of `at`. */
  match(view: DataView, at: number, rowDigits: number): number {
    if (view.getFloat64(at - this.openingAt, true) !== this.opening) return -1;
    return this.rest.match(view, at + this.openingBytes + rowDigits);
  }

  /** Takes the shape of the cell at `at` that was just read, whose value starts at `valueAt`. */
  learn(view: DataView, at: number, rowDigits: number, valueAt: number, cell: PlainCell): void {
    const letters = cell.column < 26 ? 1 : 2;
    this.openingBytes = BEFORE_LETTERS + letters;
    this.openingAt = 8 - this.openingBytes;
    const restAt = at + this.openingBytes + rowDigits;
    // A cell without a reference, or with one of three letters, is read anew each time.
    const known = cell.column < 702 && view.getUint8(at + 3) === 0x72 && view.getUint8(restAt) === 0x22;
    this.opening = known ? view.getFloat64(at - this.openingAt, true) : NaN;
    this.rest.learn(view, restAt, valueAt);
    this.column = cell.column;
    this.type = cell.type;
    this.use = cell.empty ? NOTHING : useOf(this.field, cell.type);
  }
}

function useOf(field: number, type: number): number {
  if (field === 0) return SKIPPED;
  const named = field === NAME || field === ORDER;
  if (named && type === SHARED) return SHARED_NAME;
  if (named && type === INLINE) return INLINE_NAME;
  return !named && type === NUMBER ? NUMBER_VALUE : OTHER_VALUE;
}

/** Whether `</v></c>` stands at `at`. */
export function closesValue(view: DataView, at: number): boolean {
  return view.getFloat64(at, true) === VALUE_CLOSE;
}

/** Whether `</t></is></c>` stands at `at`. */
export function closesInline(view: DataView, at: number): boolean {
  return view.getFloat64(at, true) === INLINE_CLOSE && view.getFloat64(at + 5, true) === INLINE_CLOSE_END;
}
