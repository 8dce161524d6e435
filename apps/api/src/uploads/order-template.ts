import { utils, write } from 'xlsx';

const ROWS = [
  ['orderId', 'productName', 'quantity', 'price'],
  ['1001', 'Espresso cup, white', 2, 7.5],
  ['1001', 'Saucer, white', 2, 4.25],
  ['1002', 'French press 1 l', 1, 34.9],
];

/** An example sheet with the headers that the reader looks for, as .xlsx. */
export function orderTemplate(): Buffer {
  const sheet = utils.aoa_to_sheet(ROWS);
  sheet['!cols'] = [{ wch: 12 }, { wch: 32 }, { wch: 10 }, { wch: 10 }];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Orders');
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}
