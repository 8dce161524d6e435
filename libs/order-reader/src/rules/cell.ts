import type { OrderField } from '@orders/contracts';

/** Characters of one cell that are kept, as many as a spreadsheet can hold; a longer text is too long anyway. */
export const MAX_CELL_CHARS = 32_767;

/**
 * A cell that is not blank, in the words of every format.
 * `number`: `text` is the number as the file writes it, with a point. `formula`: one without a cached value.
 */
export interface Cell {
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'error' | 'formula';
  readonly text: string;
}

/** The cells of one row by column (0 is A); blank ones are left out. */
export type RowCells = ReadonlyMap<number, Cell>;

/** The order fields in the order in which errors of a row are told. */
export const ORDER_FIELDS = ['productName', 'quantity', 'price', 'orderId'] as const satisfies OrderField[];

/** The fields that every order sheet must have. */
export const REQUIRED_FIELDS = ['productName', 'quantity', 'price'] as const satisfies OrderField[];

/** A text cell, or undefined where nothing but blanks stands in it. */
export function textCell(text: string): Cell | undefined {
  return text.trim() === '' ? undefined : { kind: 'text', text };
}

/** The letters of a column: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
