import type { ColumnMapping, OrderField, PreviewColumn } from '@orders/contracts';
import { ORDER_FIELDS, REQUIRED_FIELDS, type RowCells } from './cell';
import { fieldOfHeader, normaliseHeader } from './header-names';

const MAX_HEADER_CHARS = 200;

/** Why a column is taken for a field. */
export type MatchReason = NonNullable<PreviewColumn['match']>['reason'];

/** A field's place in the sheet; `column` counts from 0. */
export interface FieldColumn {
  readonly field: OrderField;
  readonly column: number;
  readonly header: string;
  readonly reason: MatchReason;
}

/** What one row would be as a header: a field may be there twice, and some may be missing. */
export interface RowMatch {
  readonly columns: FieldColumn[];
  readonly missing: OrderField[];
  readonly headers: string[];
}

/** Matches the cells of a row with the fields: by the mapping where it names a field, else by the names it goes by. */
export function matchColumns(cells: RowCells, mapping: ColumnMapping = {}): RowMatch {
  const byName = new Map<string, OrderField>();
  const columns: FieldColumn[] = [];
  for (const field of ORDER_FIELDS) {
    const target = mapping[field]?.trim();
    if (target === undefined) continue;
    const letters = /^=([A-Za-z]{1,3})$/.exec(target)?.[1];
    if (letters === undefined) byName.set(normaliseHeader(target), field);
    else columns.push(columnByLetters(field, letters, cells));
  }
  for (const [column, { text }] of [...cells].sort(([a], [b]) => a - b)) {
    const name = normaliseHeader(text);
    const mapped = byName.get(name);
    const own = fieldOfHeader(text);
    const field = mapped ?? (own !== undefined && mapping[own] === undefined ? own : undefined);
    if (field === undefined) continue;
    const exact = name === field.toLowerCase() ? 'field_name' : 'accepted_name';
    columns.push({
      field,
      column,
      header: headerText(text),
      reason: mapped === undefined ? exact : 'mapping',
    });
  }
  const found = new Set(columns.map(({ field }) => field));
  const missing = REQUIRED_FIELDS.filter((field) => !found.has(field));
  return { columns, missing, headers: [...cells.values()].map(({ text }) => headerText(text)) };
}

/** A header as it is told. */
export function headerText(text: string): string {
  return text.trim().slice(0, MAX_HEADER_CHARS);
}

function columnByLetters(field: OrderField, letters: string, cells: RowCells): FieldColumn {
  const column =
    Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { field, column, header: headerText(cells.get(column)?.text ?? ''), reason: 'mapping' };
}
