import { type MappedColumn, type OrderPreview, type RowError } from '@orders/contracts';

/** A rejected row, cell by cell in the order of the columns that are read. */
export interface RejectedLine {
  row: number;
  cells: {
    column: string;
    /** What is wrong with it; null where it is right. */
    error: RowError | null;
    /** What stands there; null where that is not known. */
    text: string | null;
  }[];
}

/** Puts the wrong cells back into their rows. `rows` are the first ones of the sheet. */
export function rejectedLines(
  errors: readonly RowError[],
  columns: readonly MappedColumn[],
  rows: OrderPreview['rows'],
): RejectedLine[] {
  const byRow = Map.groupBy(errors, ({ row }) => row);
  return [...byRow].map(([row, wrong]) => {
    const known = rows.find((one) => one.row === row)?.cells;
    return {
      row,
      cells: columns.map(({ column }) => ({
        column,
        error: wrong.find((one) => one.column === column) ?? null,
        text: known?.[indexOf(column)] ?? null,
      })),
    };
  });
}

/** Column letters as an index from 0: A, B … Z, AA. */
function indexOf(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
