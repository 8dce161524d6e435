import type { OrderField, RowErrorCode } from '@orders/contracts';
import type { DecimalSeparator } from './number-text';

const EXPECTED: Record<OrderField, string> = {
  productName: 'a product name of 1 to 500 characters is expected',
  quantity: 'a whole number from 1 to 1,000,000,000 is expected',
  price: 'a price from 0 to 10^15 with at most 4 decimals is expected',
  orderId: 'an order number of at most 500 characters is expected',
};

const WRONG: Record<Exclude<RowErrorCode, 'ambiguous_number'>, string> = {
  missing_value: 'Nothing stands here',
  too_long: 'The text is too long',
  not_a_number: 'This is not a number',
  not_an_integer: 'The number has a fraction',
  out_of_range: 'The number is out of range',
  too_many_decimals: 'The price has more than 4 decimals',
  wrong_type: 'A date, a time or a yes/no value stands here',
  formula_without_value:
    'The formula was saved without its result: open the file in a spreadsheet program and save it',
  error_cell: 'The cell holds an error of the spreadsheet',
};

/** What is wrong with a cell and what is expected of it, in one sentence for a person. */
export function rowErrorMessage(field: OrderField, code: RowErrorCode, separator: DecimalSeparator): string {
  if (code !== 'ambiguous_number') return `${WRONG[code]}; ${EXPECTED[field]}.`;
  const other = separator === '.' ? 'comma' : 'point';
  return `This could be read in two ways; write it without the ${other}, or upload the file with the other decimal separator.`;
}
