import type { SheetChoice } from '@orders/contracts';
import type { Cell } from '../rules/cell';
import { fieldOfHeader } from '../rules/header-names';
import type { RejectedRow } from '../rules/row-judge';
import type { OutCell } from './workbook-writer';

/** Headers of what a report adds; neither is taken for an order field. */
const ROW_HEADER = 'Row in your file';
const REASONS_HEADER = 'What is wrong';

/** Headers of a report: each field as it was named, or by its own name where only a mapping knew it, then the rest. */
export function reportHeader({ columns }: SheetChoice): OutCell[] {
  const fields = columns.map(({ field, header }) => text(fieldOfHeader(header) === field ? header : field));
  return [...fields, text(ROW_HEADER), text(REASONS_HEADER)];
}

/** A rejected row as it stands in the file, with its number and its reasons. */
export function reportRow({ row, cells, errors }: RejectedRow, { columns }: SheetChoice): OutCell[] {
  const values = columns.map(({ field }) => outCell(cells[field]));
  const reasons = errors.map(({ header, field, message }) => `${header === '' ? field : header}: ${message}`);
  return [...values, { kind: 'number', text: String(row) }, text(reasons.join(' '))];
}

/** A formula without a result comes back as an empty cell: it would mean nothing in another file. */
function outCell(cell: Cell | undefined): OutCell {
  if (cell === undefined || cell.kind === 'formula') return text('');
  return { kind: cell.kind === 'number' ? 'number' : 'text', text: cell.text };
}

function text(value: string): OutCell {
  return { kind: 'text', text: value };
}
