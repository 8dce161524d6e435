import type { CellObject } from 'xlsx';
import { type Cell, type RowCells, textCell } from '../rules/cell';
import { dateText, isDateFormatCode, isDateFormatId } from '../rules/date-format';

/** A row as the workbook library holds it: cells by column, with holes. */
export type DenseRow = readonly (CellObject | undefined)[];

/** The cells of a row that are not blank. */
export function rowCells(row: DenseRow | undefined, from1904: boolean): RowCells {
  const cells = new Map<number, Cell>();
  row?.forEach((object, column) => {
    const cell = object === undefined ? undefined : cellOf(object, from1904);
    if (cell !== undefined) cells.set(column, cell);
  });
  return cells;
}

function cellOf({ t, v, f, z, w }: CellObject, from1904: boolean): Cell | undefined {
  if (v === undefined || t === 'z') {
    return f === undefined ? undefined : { kind: 'formula', text: `=${f}` };
  }
  if (v instanceof Date) return { kind: 'date', text: v.toISOString().slice(0, 19).replace('T', ' ') };
  if (t === 'e') return { kind: 'error', text: w ?? ERRORS[Number(v)] ?? '#ERROR!' };
  if (typeof v === 'boolean') return { kind: 'boolean', text: v ? 'TRUE' : 'FALSE' };
  if (typeof v === 'string') return textCell(v);
  const isDate = typeof z === 'number' ? isDateFormatId(z) : isDateFormatCode(z ?? '');
  return isDate ? { kind: 'date', text: dateText(v, from1904) } : { kind: 'number', text: String(v) };
}

const ERRORS: Record<number, string> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};
