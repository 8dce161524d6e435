import { leadingDigits } from '../plain/leading-digits';
import { LearnedBytes } from './learned-bytes';
import { MAX_SHEET_ROW } from './row-reader';

/** `<row r="` as a double; see `LearnedBytes`. */
const ROW_OPEN = Buffer.from('<row r="').readDoubleLE();
const ROW_OPEN_BYTES = 8;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;

/** The opening tag of a row in its usual form, the number first: `<row r="12" spans="1:5">`. */
export class RowTag {
  /** Number of the row, and how many digits it was written with. */
  row = 0;
  digits = 0;
  /** What stood behind the number in the row before. */
  private readonly rest = new LearnedBytes();

  /** Reads the tag at `at` and gives the place behind it; -1 for any other form, and for a row that closes itself. */
  read(bytes: Uint8Array, view: DataView, at: number): number {
    if (view.getFloat64(at, true) !== ROW_OPEN) return -1;
    const number = leadingDigits(bytes, at + ROW_OPEN_BYTES);
    this.row = number >> 3;
    this.digits = number & 7;
    if (this.row < 1 || this.row > MAX_SHEET_ROW) return -1;
    const i = at + ROW_OPEN_BYTES + this.digits;
    const known = this.rest.match(view, i);
    if (known >= 0) return known;
    if (view.getUint8(i) !== QUOTE) return -1;
    if (view.getUint8(i + 1) === GT) return i + 2;
    const end = endOfTag(bytes, i + 1);
    if (end >= 0) this.rest.learn(view, i, end);
    return end;
  }
}

/** Goes past further attributes, none of which is looked at. */
function endOfTag(bytes: Uint8Array, at: number): number {
  let i = at;
  for (let quoted = false; quoted || bytes[i] !== GT; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === LT || byte === APOSTROPHE) return -1;
  }
  return bytes[i - 1] === SLASH ? -1 : i + 1;
}
