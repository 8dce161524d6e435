import { type Cell, ORDER_FIELDS } from '../rules/cell';
import type { Header } from '../rules/header-finder';
import { plainTextEnd } from '../plain/plain-text';
import type { ByteWindow } from '../xml/byte-window';
import { decodeXmlText } from '../xml/xml-text';
import { closesInline, closesValue, INLINE_END_BYTES, VALUE_END_BYTES } from './cell-shape';
import { type CellContext, cellOf } from './cell-value';
import { INLINE, OTHER, PlainCell, skipCell, skipFormula, valueStart } from './plain-cell';
import { MAX_SHEET_COLUMNS } from './row-reader';
import { RowTag } from './row-tag';

/** `<c ` and `</ro` as little-endian words. */
const CELL_OPEN = 0x20_63_3c;
const ROW_CLOSE = 0x6f_72_2f_3c;
const TYPE_NAMES = ['n', 's', 'str', 'inlineStr'];
const NOTHING = -1;

/**
 * Reads the wanted cells of a row in the form that spreadsheet programs write, to be judged in words: for rows that
 * the fast path is not certain of, above all rejected ones. Several times faster than reading the XML of the row, and
 * the same wherever it does not step back.
 */
export class UsualRowReader {
  /** The wanted cells of the row read last that are not blank. */
  cells = new Map<number, Cell>();
  private readonly tag = new RowTag();
  private readonly cell = new PlainCell();
  private readonly wanted = new Uint8Array(MAX_SHEET_COLUMNS + 1);

  constructor(
    private readonly header: Header,
    private readonly context: CellContext,
  ) {
    for (const { field, column } of header.columns) this.wanted[column] = ORDER_FIELDS.indexOf(field) + 1;
  }

  /** Number of the row read last. */
  get row(): number {
    return this.tag.row;
  }

  /** Reads the row at `at` (its `<`); gives the place behind it, or -1 for any other form and for a row without wanted cells. */
  read({ bytes, view }: ByteWindow, at: number): number {
    const { tag, cell } = this;
    this.cells = new Map();
    let i = tag.read(bytes, view, at);
    if (i < 0 || tag.row <= this.header.row) return NOTHING;
    cell.column = -1;
    while ((view.getInt32(i, true) & 0xff_ffff) === CELL_OPEN) {
      const before = cell.column;
      i = cell.read(bytes, i + 3, tag.digits);
      if (i < 0 || cell.column <= before) return NOTHING;
      if (cell.empty) continue;
      i = this.wanted[cell.column] === 0 ? skipCell(bytes, i) : this.readContent(bytes, view, i);
      if (i < 0) return NOTHING;
    }
    if (view.getInt32(i, true) !== ROW_CLOSE || bytes[i + 4] !== 0x77 || bytes[i + 5] !== 0x3e)
      return NOTHING;
    return this.cells.size === 0 ? NOTHING : i + 6;
  }

  private readContent(bytes: Uint8Array, view: DataView, at: number): number {
    const { cell } = this;
    const { column, type, style } = cell;
    const content = bytes[at + 1] === 0x66 ? skipFormula(bytes, at) : at;
    const start = content < 0 ? NOTHING : valueStart(bytes, content, type);
    const end = start < 0 ? NOTHING : plainTextEnd(bytes, start);
    // A blank value means something else behind a formula.
    if (end <= start) return NOTHING;
    const text = decodeXmlText(bytes, start, end);
    if (text.trim() === '') return NOTHING;
    const name = type === OTHER ? cell.letter : (TYPE_NAMES[type] ?? '');
    const inline = type === INLINE;
    if (inline ? !closesInline(view, end) : !closesValue(view, end)) return NOTHING;
    const parts = inline ? { value: undefined, inline: text } : { value: text, inline: undefined };
    const found = cellOf({ type: name, style, formula: undefined, ...parts }, this.context);
    if (found !== undefined) this.cells.set(column, found);
    return inline ? end + INLINE_END_BYTES : end + VALUE_END_BYTES;
  }
}
