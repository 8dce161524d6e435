import type { OrderSink } from '../engine/order-sink';
import { NAME, ORDER, PlainLine } from '../plain/plain-line';
import { plainTextEnd } from '../plain/plain-text';
import { ORDER_FIELDS } from '../rules/cell';
import type { Header } from '../rules/header-finder';
import type { ByteWindow } from '../xml/byte-window';
import { CellShape, closesInline, closesValue, INLINE_END_BYTES } from './cell-shape';
import type { CellContext } from './cell-value';
import { INLINE, NUMBER, PlainCell, SHARED, skipCell, skipFormula, TEXT, valueStart } from './plain-cell';
import { RowTag } from './row-tag';
import { MAX_SHEET_COLUMNS } from './row-reader';
import type { SharedStrings } from './shared-strings';

/** What cells of a sheet mean, the shared strings known by their bytes as well. */
export interface SheetContext extends CellContext {
  readonly strings: SharedStrings;
}

const LT = 0x3c;
/** `<c ` and `</ro` as little-endian words. */
const CELL_OPEN = 0x20_63_3c;
const ROW_CLOSE = 0x6f_72_2f_3c;

/**
 * Scans rows in the form that spreadsheet programs write, straight from bytes, without a string or an object for a
 * cell. Whatever it does not know for certain (another form, an error, a text to be cleaned) it leaves alone, and
 * the exact reader takes the row: so it can only be faster, never different.
 */
export class PlainRowScanner {
  private readonly tag = new RowTag();
  private readonly cell = new PlainCell();
  private readonly shapes: CellShape[] = [];
  private readonly line: PlainLine;
  private readonly fieldOf = new Uint8Array(MAX_SHEET_COLUMNS + 1);
  private column = -1;
  private others = false;

  constructor(
    private readonly header: Header,
    sink: OrderSink,
    private readonly context: SheetContext,
    decimalSeparator: '.' | ',',
  ) {
    for (const { field, column } of header.columns) this.fieldOf[column] = ORDER_FIELDS.indexOf(field) + 1;
    this.line = new PlainLine(sink, context.strings, '.', decimalSeparator);
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
    this.column = -1;
    for (let k = 0; (view.getInt32(i, true) & 0xff_ffff) === CELL_OPEN; k++) {
      i = this.readCell(bytes, view, i, k);
      if (i < 0) return -1;
    }
    if (view.getInt32(i, true) !== ROW_CLOSE || bytes[i + 4] !== 0x77 || bytes[i + 5] !== 0x3e) return -1;
    const done = line.blank ? !this.others : line.commit(tag.row, window);
    return done ? i + 6 : -1;
  }

  private readCell(bytes: Uint8Array, view: DataView, at: number, index: number): number {
    const shape = (this.shapes[index] ??= new CellShape());
    const value = shape.match(view, at, this.tag.digits);
    if (value < 0) return this.readUnknown(bytes, view, at, shape);
    if (shape.column <= this.column) return -1;
    this.column = shape.column;
    if (shape.empty) return value;
    if (shape.field !== 0) return this.readValue(bytes, view, value, shape.field, shape.type);
    this.others = true;
    let i = value;
    while (bytes[i] !== LT) i++;
    if (closesValue(view, i)) return i + 8;
    return closesInline(view, i) ? i + INLINE_END_BYTES : skipCell(bytes, i);
  }

  /** A cell that is written otherwise than the one in the row before; its shape is learned. */
  private readUnknown(bytes: Uint8Array, view: DataView, at: number, shape: CellShape): number {
    const { cell } = this;
    cell.column = this.column;
    let i = cell.read(bytes, at + 3, this.tag.digits);
    if (i < 0 || cell.column <= this.column) return -1;
    this.column = cell.column;
    const field = this.fieldOf[cell.column] ?? 0;
    if (!cell.empty) {
      if (field !== 0 && cell.type === NUMBER && this.context.dateStyles[cell.style] === 1) return -1;
      const formula = bytes[i + 1] === 0x66;
      const value = valueStart(bytes, formula ? skipFormula(bytes, i) : i, cell.type);
      if (value < 0 && field !== 0) return -1;
      if (value < 0 || formula) return this.readOnce(bytes, view, i, value, field);
      i = value;
    }
    shape.column = cell.column;
    shape.field = field;
    shape.type = cell.type;
    shape.empty = cell.empty;
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
    if (type === NUMBER && !named) {
      const end = this.line.stageNumber(field, bytes, at);
      return end >= 0 && closesValue(view, end) ? end + 8 : -1;
    }
    if (type === SHARED || type === NUMBER) return this.readDigits(bytes, view, at, field, type);
    if (type !== TEXT && type !== INLINE) return -1;
    const end = named ? plainTextEnd(bytes, at) : this.line.stageTextNumber(field, bytes, at);
    if (end < 0) return -1;
    if (named) this.line.stageText(field, at, end);
    if (type === TEXT) return closesValue(view, end) ? end + 8 : -1;
    return closesInline(view, end) ? end + INLINE_END_BYTES : -1;
  }

  /** The number of a shared string, which may be a number itself, or a number that is a name. */
  private readDigits(bytes: Uint8Array, view: DataView, at: number, field: number, type: number): number {
    let i = at;
    let index = 0;
    let digit = (bytes[i] ?? 0) ^ 0x30;
    for (; digit < 10; digit = (bytes[++i] ?? 0) ^ 0x30) index = index * 10 + digit;
    if (i === at || !closesValue(view, i)) return -1;
    if (type === SHARED) return this.line.stageShared(field, index) ? i + 8 : -1;
    this.line.stageDigits(field, at, i);
    return i + 8;
  }
}
