import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type OutCell, writeWorkbook } from './workbook-writer';

const HELP = [
  'How to fill in the sheet “Orders”',
  'One line of an order a row, from row 2 on. Keep the names in row 1; the order of the columns does not matter.',
  'productName: 1 to 500 characters.',
  'quantity: a whole number from 1 to 1,000,000,000.',
  'price: of one piece, 0 or more, at most 4 decimals, without a currency or with a single one.',
  'orderId: may be left out. Rows with the same orderId count as one order; a row without one is an order of its own.',
];

/** An .xlsx to be filled in: the header, and a second sheet that says how. */
export async function orderTemplate(): Promise<Uint8Array> {
  const target = new PassThrough();
  const bytes = buffer(target);
  await writeWorkbook(target, [
    {
      name: 'Orders',
      widths: [40, 12, 12, 20],
      rows: [['productName', 'quantity', 'price', 'orderId'].map(text)],
    },
    { name: 'How to', widths: [110], rows: HELP.map((line) => [text(line)]) },
  ]);
  target.end();
  return bytes;
}

function text(value: string): OutCell {
  return { kind: 'text', text: value };
}
