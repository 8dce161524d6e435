import type { OrderSink } from '../engine/order-sink';
import { leadingDigits } from '../plain/leading-digits';
import { NAME, ORDER, PlainLine } from '../plain/plain-line';
import { isPlainXmlName } from '../plain/plain-names';
import { nextTag } from '../plain/plain-text';
import { ORDER_FIELDS } from '../rules/cell';
import type { Header } from '../rules/header-finder';
import type { ByteWindow } from '../xml/byte-window';
import {
  CellShape,
  closesInline,
  closesValue,
  INLINE_END_BYTES,
  INLINE_NAME,
  NOTHING,
  NUMBER_VALUE,
  SHARED_NAME,
  SKIPPED,
  VALUE_END_BYTES,
} from './cell-shape';
import type { CellContext } from './cell-value';
import { INLINE, NUMBER, PlainCell, SHARED, skipCell, skipFormula, TEXT, valueStart } from './plain-cell';
import { RowTag } from './row-tag';
import { MAX_SHEET_COLUMNS } from './row-reader';
import type { SharedStrings } from './shared-strings';

/** What cells of a sheet mean, the shared strings known by their bytes as well. */
export interface SheetContext extends CellContext {
  readonly strings: SharedStrings;
}

/** `<c `, `</ro` and `w>` as little-endian words. */
const CELL_OPEN = 0x20_63_3c;
const ROW_CLOSE = 0x6f_72_2f_3c;
const ROW_CLOSE_END = 0x3e_77;

/**
 * Scans rows in the form that spreadsheet programs write, straight from bytes, without a string or an object for a
 * cell. Whatever it does not know for certain (another form, an error, a text to be cleaned) it leaves alone, and
 * the exact reader takes the row: so it can only be faster, never different.
 */
export class PlainRowScanner {
  private readonly tag = new RowTag();
  private readonly cell = new PlainCell();
  /** Of the first cell. */
  private readonly shape = new CellShape();
  private readonly line: PlainLine;
  private readonly fieldOf = new Uint8Array(MAX_SHEET_COLUMNS + 1);
  private others = false;

  constructor(
    private readonly header: Header,
    sink: OrderSink,
    private readonly context: SheetContext,
    decimalSeparator: '.' | ',',
  ) {
    for (const { field, column } of header.columns) this.fieldOf[column] = ORDER_FIELDS.indexOf(field) + 1;
    this.line = new PlainLine(sink, context.strings, isPlainXmlName, '.', decimalSeparator);
  }

  /** Number of the row scanned last. */
  get row(): number {
    return this.tag.row;
  }

  /** Scans the row at `at` (its `<`) and adds it; gives the place behind it, or -1 where nothing was done. */
  scan(window: ByteWindow, at: number): number {
    const { bytes, view } = window;
    const { line, tag } = this;
    let i = tag.read(bytes, view, at);
    if (i < 0 || tag.row <= this.header.row) return -1;
    line.clear();
    this.others = false;
    i = this.readCells(bytes, view, i);
    if (i < 0 || view.getInt32(i, true) !== ROW_CLOSE || view.getInt16(i + 4, true) !== ROW_CLOSE_END)
      return -1;
    const done = line.blank ? !this.others : line.commit(tag.row, window);
    return done ? i + 6 : -1;
  }

  /** Reads cells up to what is none, and gives that place; -1 when in doubt. */
  private readCells(bytes: Uint8Array, view: DataView, at: number): number {
    const { line, tag } = this;
    let { shape } = this;
    let column = -1;
    for (let i = at; i >= 0; shape = shape.next ??= new CellShape()) {
      const value = shape.match(view, i, tag.digits);
      if (value < 0) {
        if ((view.getInt32(i, true) & 0xff_ffff) !== CELL_OPEN) return i;
        i = this.readUnknown(bytes, view, i, shape, column);
        column = this.cell.column;
        continue;
      }
      if (shape.column <= column) return -1;
      column = shape.column;
      if (shape.use === SKIPPED) i = this.skipValue(bytes, view, value);
      else if (shape.use === SHARED_NAME) i = this.readSharedName(bytes, view, value, shape.field);
      else if (shape.use === NUMBER_VALUE) i = behindValue(view, line.stageNumber(shape.field, bytes, value));
      else if (shape.use === INLINE_NAME) i = this.readInlineName(view, value, shape.field);
      else if (shape.use === NOTHING) i = value;
      else i = this.readValue(bytes, view, value, shape.field, shape.type);
    }
    return -1;
  }

  private skipValue(bytes: Uint8Array, view: DataView, at: number): number {
    this.others = true;
    const i = nextTag(view, at);
    if (closesValue(view, i)) return i + VALUE_END_BYTES;
    return closesInline(view, i) ? i + INLINE_END_BYTES : skipCell(bytes, i);
  }

  /** A cell that is written otherwise than the one in the row before; its shape is learned. */
  private readUnknown(
    bytes: Uint8Array,
    view: DataView,
    at: number,
    shape: CellShape,
    before: number,
  ): number {
    const { cell } = this;
    cell.column = before;
    let i = cell.read(bytes, at + 3, this.tag.digits);
    if (i < 0 || cell.column <= before) return -1;
    const field = this.fieldOf[cell.column] ?? 0;
    if (!cell.empty) {
      if (field !== 0 && cell.type === NUMBER && this.context.dateStyles[cell.style] === 1) return -1;
      const formula = bytes[i + 1] === 0x66;
      const value = valueStart(bytes, formula ? skipFormula(bytes, i) : i, cell.type);
      if (value < 0 && field !== 0) return -1;
      if (value < 0 || formula) return this.readOnce(bytes, view, i, value, field);
      i = value;
    }
    shape.field = field;
    shape.learn(view, at, this.tag.digits, i, cell);
    if (cell.empty) return i;
    if (field !== 0) return this.readValue(bytes, view, i, field, cell.type);
    this.others = true;
    return skipCell(bytes, i);
  }

  /** A cell of which no shape is learned: one with a formula, or with something unknown that nobody asks for. */
  private readOnce(bytes: Uint8Array, view: DataView, content: number, value: number, field: number): number {
    if (field !== 0) return this.readValue(bytes, view, value, field, this.cell.type);
    this.others = true;
    return skipCell(bytes, content);
  }

  private readValue(bytes: Uint8Array, view: DataView, at: number, field: number, type: number): number {
    const named = field === NAME || field === ORDER;
    if (type === SHARED) {
      return named
        ? this.readSharedName(bytes, view, at, field)
        : this.readSharedNumber(bytes, view, at, field);
    }
    if (type === NUMBER) {
      return behindValue(
        view,
        named ? this.readNumberName(view, at, field) : this.line.stageNumber(field, bytes, at),
      );
    }
    if (type !== TEXT && type !== INLINE) return -1;
    const end = named ? nextTag(view, at) : this.line.stageTextNumber(field, bytes, at);
    if (named) this.line.stageText(field, at, end);
    return type === TEXT ? behindValue(view, end) : behindInline(view, end);
  }

  /** The number of a shared string that is a name or order number. */
  private readSharedName(bytes: Uint8Array, view: DataView, at: number, field: number): number {
    const digits = leadingDigits(bytes, at);
    if (digits === 0) return -1;
    this.line.stageSharedName(field, digits >> 3);
    return behindValue(view, at + (digits & 7));
  }

  /** The number of a shared string that is a number itself. */
  private readSharedNumber(bytes: Uint8Array, view: DataView, at: number, field: number): number {
    const digits = leadingDigits(bytes, at);
    if (digits === 0 || !this.line.stageSharedNumber(field, digits >> 3)) return -1;
    return behindValue(view, at + (digits & 7));
  }

  /** A name or order number that stands in its cell; its bytes are checked when it is new. */
  private readInlineName(view: DataView, at: number, field: number): number {
    const end = nextTag(view, at);
    this.line.stageText(field, at, end);
    return behindInline(view, end);
  }

  /** A number that is a name; gives the place behind it. */
  private readNumberName(view: DataView, at: number, field: number): number {
    let end = at;
    while ((view.getUint8(end) ^ 0x30) < 10) end++;
    this.line.stageDigits(field, at, end);
    return end;
  }
}

/** The place behind the end tags of a value that ends at `end`; -1 where they do not stand there. */
function behindValue(view: DataView, end: number): number {
  return end >= 0 && closesValue(view, end) ? end + VALUE_END_BYTES : -1;
}

/** The same of a text that stands in its cell. */
function behindInline(view: DataView, end: number): number {
  return end >= 0 && closesInline(view, end) ? end + INLINE_END_BYTES : -1;
}
