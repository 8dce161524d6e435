import type { RowCells } from '../rules/cell';

/** Rows of a sheet that are looked at, and of those the first ones that are shown. */
const HEAD_ROWS = 200;
export const SHOWN_ROWS = 20;
/** Rows that are passed over at most before a sheet counts as blank. */
const BLANK_ROWS = 2000;

/** A row that is not blank. */
export interface HeadRow {
  readonly row: number;
  readonly cells: RowCells;
}

/** The first rows of one sheet that are not blank, and those from the header row on where one was named. */
export class HeadRows {
  readonly rows: HeadRow[] = [];
  private seen = 0;
  private below = 0;

  /** @param headerRow the row that the options name */
  constructor(private readonly headerRow = 1) {}

  /** Whether enough was seen. */
  get done(): boolean {
    return this.below >= HEAD_ROWS || this.seen >= this.headerRow + BLANK_ROWS;
  }

  /** Takes the next row. */
  add(row: number, cells: RowCells): void {
    this.seen++;
    if (cells.size === 0) return;
    const below = row >= this.headerRow;
    if (below) this.below++;
    if (below || this.rows.length < SHOWN_ROWS) this.rows.push({ row, cells });
  }
}
