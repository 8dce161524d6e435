import type { ColumnMapping, MappedColumn, OrderField } from '@orders/contracts';
import { OrderFileError } from '../order-file-error';
import { columnLetters, ORDER_FIELDS, REQUIRED_FIELDS, type RowCells } from './cell';
import { type FieldColumn, matchColumns, type RowMatch } from './column-match';

/** Rows from the top among which the header is looked for. */
export const HEADER_ROWS = 20;

/** The header row that was chosen, and where each field stands. */
export interface Header {
  readonly row: number;
  readonly columns: readonly FieldColumn[];
}

/** How the header is to be found; see `ReadOptions` of the contracts. */
export interface HeaderOptions {
  readonly mapping?: ColumnMapping | undefined;
  readonly headerRow?: number | undefined;
}

const MAX_HEADERS_TOLD = 50;

/**
 * Looks for the header in the rows of one sheet, given one by one.
 * The first row that has all required columns is it; a mapping by column letters takes the row named by
 * `headerRow`, or else the first row that is not blank.
 */
export class HeaderFinder {
  private best: RowMatch | undefined;

  constructor(private readonly options: HeaderOptions) {}

  /** Whether a row of this number could still be the header. */
  mayBeHeader(row: number): boolean {
    const { headerRow } = this.options;
    return headerRow === undefined ? row <= HEADER_ROWS : row === headerRow;
  }

  /** Whether a row that came before the header in the file may belong below it. */
  keepsRow(row: number): boolean {
    return row > (this.options.headerRow ?? 0);
  }

  /** The header, if this row is it. @throws OrderFileError `duplicate_header` when a required column is there twice. */
  offer(row: number, cells: RowCells): Header | undefined {
    if (cells.size === 0) return undefined;
    this.best ??= { columns: [], missing: [...REQUIRED_FIELDS], headers: [] };
    if (!this.mayBeHeader(row)) return undefined;
    const candidate = matchColumns(cells, this.options.mapping);
    if (candidate.missing.length > 0) {
      const { best } = this;
      const nearer = candidate.missing.length < best.missing.length || best.headers.length === 0;
      if (nearer) this.best = candidate;
      return undefined;
    }
    refuseDuplicates(candidate);
    const columns = ORDER_FIELDS.flatMap((field) => candidate.columns.find((c) => c.field === field) ?? []);
    return { row, columns };
  }

  /** What was missing, once all rows have been offered; undefined when every row was blank. */
  failure(): { missing: OrderField[]; headersSeen: string[] } | undefined {
    if (this.best === undefined) return undefined;
    return { missing: this.best.missing, headersSeen: this.best.headers.slice(0, MAX_HEADERS_TOLD) };
  }
}

/** The columns as they are reported. */
export function mappedColumns(header: Header): MappedColumn[] {
  return header.columns.map(({ field, column, header: text }) => ({
    field,
    column: columnLetters(column),
    header: text,
  }));
}

function refuseDuplicates({ columns, headers }: RowMatch): void {
  for (const field of REQUIRED_FIELDS) {
    const same = columns.filter((c) => c.field === field);
    if (same.length < 2) continue;
    const where = same.map((c) => `${columnLetters(c.column)} (“${c.header}”)`).join(' and ');
    const message = `Columns ${where} could both be the ${field}. Rename one of them, or say which to use when uploading.`;
    throw new OrderFileError('duplicate_header', message, {
      headersSeen: headers.slice(0, MAX_HEADERS_TOLD),
    });
  }
}
