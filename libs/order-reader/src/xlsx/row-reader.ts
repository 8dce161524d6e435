import { corruptFile } from '../order-file-error';
import type { Cell } from '../rules/cell';
import type { XmlReader } from '../xml/xml-reader';
import { type CellParts, type CellContext, cellOf } from './cell-value';
import { readRichText, readText } from './rich-text';

/** Rows and columns that a worksheet can have. */
export const MAX_SHEET_ROW = 1_048_576;
export const MAX_SHEET_COLUMNS = 16_384;

/** A row read exactly: its number, and its cells that are not blank. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Map<number, Cell>;
}

/**
 * Reads the row that was just opened, whatever its form; undefined when the bytes end before the row does.
 * A row without a number follows `lastRow`.
 */
export function readSheetRow(reader: XmlReader, lastRow: number, context: CellContext): SheetRow | undefined {
  const row = rowNumber(reader.attribute('r'), lastRow);
  const cells = new Map<number, Cell>();
  if (reader.closesItself()) return { row, cells };
  const { prefix } = reader;
  for (let column = -1, seen = 0; ;) {
    const token = reader.next();
    if (token === 'more') return undefined;
    if (token === 'close') return { row, cells };
    if (token === 'text') continue;
    if (reader.name !== 'c' || reader.prefix !== prefix) {
      if (!reader.skipElement()) return undefined;
      continue;
    }
    if (++seen > MAX_SHEET_COLUMNS) throw corruptFile(`row ${row} has more cells than a sheet has columns`);
    column = columnNumber(reader.attribute('r'), column);
    const parts = readCellParts(reader);
    if (parts === undefined) return undefined;
    const cell = cellOf(parts, context);
    if (cell === undefined) cells.delete(column);
    else cells.set(column, cell);
  }
}

function readCellParts(reader: XmlReader): CellParts | undefined {
  const parts: CellParts = {
    type: reader.attribute('t') ?? 'n',
    style: Number(reader.attribute('s') ?? 0),
    formula: undefined,
    value: undefined,
    inline: undefined,
  };
  if (reader.closesItself()) return parts;
  const { prefix } = reader;
  for (;;) {
    const token = reader.next();
    if (token === 'more') return undefined;
    if (token === 'close') return parts;
    if (token === 'text') continue;
    const { name } = reader;
    const own = reader.prefix === prefix;
    const text = own && name === 'is' ? readRichText(reader) : readText(reader);
    if (text === undefined) return undefined;
    if (!own) continue;
    if (name === 'v') parts.value = text;
    else if (name === 'f') parts.formula = text;
    else if (name === 'is') parts.inline = text;
  }
}

function rowNumber(text: string | undefined, lastRow: number): number {
  const row = text === undefined ? lastRow + 1 : Number(text);
  if (Number.isInteger(row) && row >= 1 && row <= MAX_SHEET_ROW) return row;
  throw corruptFile(`it has a row numbered “${String(text ?? row).slice(0, 20)}”`);
}

/** Column of a reference such as `AB12`; a cell without one follows `lastColumn`. */
function columnNumber(reference: string | undefined, lastColumn: number): number {
  const column = reference === undefined ? lastColumn + 1 : columnOf(reference);
  if (column >= 0 && column < MAX_SHEET_COLUMNS) return column;
  throw corruptFile(`it has a cell named “${(reference ?? '').slice(0, 20)}”`);
}

/** Letters, then digits or nothing; -1 for anything else. */
function columnOf(reference: string): number {
  let column = 0;
  let i = 0;
  for (; i < reference.length; i++) {
    const letter = (reference.charCodeAt(i) & ~0x20) - 0x40;
    if (letter < 1 || letter > 26 || column > MAX_SHEET_COLUMNS) break;
    column = column * 26 + letter;
  }
  for (; i < reference.length; i++) if ((reference.charCodeAt(i) ^ 0x30) >= 10) return -1;
  return column - 1;
}
