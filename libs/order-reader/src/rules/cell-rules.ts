import type { RowErrorCode } from '@orders/contracts';
import type { Cell } from './cell';
import { MAX_CELL_CHARS } from './cell';
import {
  type Decimal,
  magnitude,
  parseDecimal,
  PRICE_DECIMALS,
  roundToSheet,
  shortestText,
  toUnits,
} from './decimal';
import { type DecimalSeparator, parseNumberText } from './number-text';

/** Characters of a product name or an order number. */
export const MAX_NAME_CHARS = 500;
/** Largest quantity of one line. */
export const MAX_QUANTITY = 1_000_000_000;
/** Largest price: five million lines of the largest quantity at it still fit the 34 digits of a Decimal128. */
export const MAX_PRICE_DIGITS = 15;

const MAX_PRICE_UNITS = 10n ** BigInt(MAX_PRICE_DIGITS + PRICE_DECIMALS);

/** A value that passed its rule, or the code of the one it broke. */
export type Judged<T> = { readonly value: T } | { readonly code: RowErrorCode };

/** A name: 1 to 500 characters after trimming; a number becomes its text as a spreadsheet shows it. */
export function judgeName(cell: Cell | undefined): Judged<string> {
  if (cell === undefined) return { code: 'missing_value' };
  if (cell.kind === 'number') return judgeNumberName(cell.text);
  if (cell.kind !== 'text') return { code: refusalOf(cell.kind) };
  const name = cell.text.trim();
  if (name === '') return { code: 'missing_value' };
  const tooLong = name.length > MAX_NAME_CHARS || cell.text.length > MAX_CELL_CHARS;
  return tooLong ? { code: 'too_long' } : { value: name };
}

/** A quantity: a whole number from 1 to 1,000,000,000. */
export function judgeQuantity(cell: Cell | undefined, separator: DecimalSeparator): Judged<number> {
  const number = judgeNumber(cell, separator);
  if ('code' in number) return number;
  const { value } = number;
  if (value.exponent < 0) return { code: 'not_an_integer' };
  if (value.negative || value.digits === '' || magnitude(value) > 10) return { code: 'out_of_range' };
  const quantity = Number(toUnits(value, 0));
  return quantity > MAX_QUANTITY ? { code: 'out_of_range' } : { value: quantity };
}

/** A price in units of 1/10,000: from 0 to 10^15, at most four decimals. */
export function judgePrice(cell: Cell | undefined, separator: DecimalSeparator): Judged<bigint> {
  const number = judgeNumber(cell, separator);
  if ('code' in number) return number;
  const { value } = number;
  if (value.negative || magnitude(value) > MAX_PRICE_DIGITS + 1) return { code: 'out_of_range' };
  if (value.exponent < -PRICE_DECIMALS) return { code: 'too_many_decimals' };
  const units = toUnits(value, PRICE_DECIMALS) ?? 0n;
  return units > MAX_PRICE_UNITS ? { code: 'out_of_range' } : { value: units };
}

function judgeNumber(cell: Cell | undefined, separator: DecimalSeparator): Judged<Decimal> {
  if (cell === undefined) return { code: 'missing_value' };
  if (cell.kind === 'number') {
    const value = parseDecimal(cell.text.trim());
    return value === undefined ? { code: 'not_a_number' } : { value: roundToSheet(value) };
  }
  if (cell.kind !== 'text') return { code: refusalOf(cell.kind) };
  const value = parseNumberText(cell.text, separator);
  return typeof value === 'string' ? { code: value } : { value: roundToSheet(value) };
}

function judgeNumberName(text: string): Judged<string> {
  const value = parseDecimal(text.trim());
  return value === undefined ? { code: 'not_a_number' } : { value: shortestText(value) };
}

function refusalOf(kind: 'boolean' | 'date' | 'error' | 'formula'): RowErrorCode {
  if (kind === 'error') return 'error_cell';
  return kind === 'formula' ? 'formula_without_value' : 'wrong_type';
}
