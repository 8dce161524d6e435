import type { OrderPreview, PreviewColumn } from '@orders/contracts';
import { type Cell, columnLetters, type RowCells } from '../rules/cell';
import { type FieldColumn, headerText, type RowMatch } from '../rules/column-match';
import { parseDecimal, shortestText } from '../rules/decimal';
import { type HeadRow, SHOWN_ROWS } from './head-rows';

/** Columns that are told, and characters of a value. */
const MAX_COLUMNS = 100;
const MAX_VALUE_CHARS = 100;
const SAMPLES = 5;

/** A row that is taken for the header, and what it names. */
export interface HeaderMatch {
  readonly header: HeadRow;
  readonly match: RowMatch;
}

/** Every column with a header or a value: the first hundred, and those that are matched. */
export function previewColumns(
  rows: readonly HeadRow[],
  { header, match }: Partial<HeaderMatch>,
): PreviewColumn[] {
  const below = header === undefined ? rows : rows.filter(({ row }) => row > header.row);
  const matched = new Map(match?.columns.map((column) => [column.column, column]));
  const used = new Set([...matched.keys(), ...(header?.cells.keys() ?? [])]);
  for (const { cells } of below) for (const column of cells.keys()) used.add(column);
  return [...used]
    .filter((column) => column < MAX_COLUMNS || matched.has(column))
    .sort((a, b) => a - b)
    .map((column) => ({
      column: columnLetters(column),
      header: headerText(header?.cells.get(column)?.text ?? ''),
      samples: samples(below, column),
      match: told(matched.get(column)),
    }));
}

/** The first rows as texts from column A on. */
export function previewRows(rows: readonly HeadRow[]): OrderPreview['rows'] {
  return rows.slice(0, SHOWN_ROWS).map(({ row, cells }) => ({ row, cells: texts(cells) }));
}

function samples(rows: readonly HeadRow[], column: number): string[] {
  const found: string[] = [];
  for (const { cells } of rows) {
    const cell = cells.get(column);
    if (cell !== undefined && found.push(shownText(cell)) >= SAMPLES) break;
  }
  return found;
}

function told(column: FieldColumn | undefined): PreviewColumn['match'] {
  return column === undefined ? null : { field: column.field, reason: column.reason };
}

function texts(cells: RowCells): string[] {
  const width = Math.min(MAX_COLUMNS, Math.max(-1, ...cells.keys()) + 1);
  return Array.from({ length: width }, (_, column) => {
    const cell = cells.get(column);
    return cell === undefined ? '' : shownText(cell);
  });
}

/** A cell as a person knows it: numbers without the noise of binary fractions. */
function shownText({ kind, text }: Cell): string {
  const number = kind === 'number' ? parseDecimal(text.trim()) : undefined;
  return (number === undefined ? text.trim() : shortestText(number)).slice(0, MAX_VALUE_CHARS);
}
