import { type CellObject, read, utils, write } from 'xlsx';

/** A file as Playwright and the API take it. */
export interface OrderFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export interface OrderRow {
  productName: string;
  quantity: number;
  price: number;
}

/** What the figures of a file must be, to the cent. */
export interface ExpectedFigures {
  revenue: string;
  averageOrderValue: string;
  items: number;
  orders: number;
}

const PRODUCTS = [
  'Oak desk lamp',
  'USB-C cable 2 m',
  'Ceramic mug',
  'Standing desk',
  'Desk mat',
  'Laptop stand',
];
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `count` rows whose prices have cents that binary fractions cannot hold. */
export function orderRows(count: number): OrderRow[] {
  return Array.from({ length: count }, (_, row) => ({
    productName: PRODUCTS[row % PRODUCTS.length]!,
    quantity: (row % 7) + 1,
    price: (((row * 37) % 9_973) + 10) / 100,
  }));
}

/** The figures by whole cents, so that the test shares no arithmetic with what it tests. */
export function figuresOf(rows: readonly OrderRow[]): ExpectedFigures {
  const cents = rows.reduce(
    (sum, row) => sum + BigInt(Math.round(row.price * 100)) * BigInt(row.quantity),
    0n,
  );
  const count = BigInt(rows.length);
  return {
    revenue: money(cents),
    averageOrderValue: money((2n * cents + count) / (2n * count)),
    items: rows.reduce((sum, row) => sum + row.quantity, 0),
    orders: rows.length,
  };
}

/** A workbook with a sheet of `rows` under `headers`. */
export function workbook(
  name: string,
  rows: readonly object[],
  headers: readonly string[] = ['productName', 'quantity', 'price'],
): OrderFile {
  const values = rows.map((row) => Object.values(row) as unknown[]);
  const sheet = utils.aoa_to_sheet([[...headers], ...values]);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Orders');
  return {
    name,
    mimeType: XLSX,
    buffer: write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer,
  };
}

/** The workbook `bytes` with the cell that holds `wrong` holding `right`, as a person would correct it. */
export function corrected(name: string, bytes: Buffer, wrong: string, right: number): OrderFile {
  const book = read(bytes);
  const sheet = book.Sheets[book.SheetNames[0]!]!;
  for (const address of Object.keys(sheet)) {
    if ((sheet[address] as CellObject).v === wrong) {
      sheet[address] = { t: 'n', v: right } satisfies CellObject;
    }
  }
  return { name, mimeType: XLSX, buffer: write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer };
}

/** A text file of `count` rows, quick to make and long to read. */
export function longTextFile(name: string, count: number): OrderFile {
  const lines = Array.from(
    { length: count },
    (_, row) => `Product ${row % 500},${(row % 9) + 1},${(row % 100) + 0.25}`,
  );
  const text = ['productName,quantity,price', ...lines].join('\n');
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** A text file that a parser has long to do with: every other of its `count` rows is wrong, and written out again. */
export function slowTextFile(name: string, count: number): OrderFile {
  const lines = Array.from(
    { length: count },
    (_, row) => `Product ${row % 500},${row % 2 === 0 ? 'many' : '1'},${(row % 100) + 0.25}`,
  );
  const text = ['productName,quantity,price', ...lines].join('\n');
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** A picture that calls itself a workbook. */
export function pictureAsWorkbook(name: string): OrderFile {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return { name, mimeType: XLSX, buffer: Buffer.from(png, 'base64') };
}

/** Whole cents as an amount. */
export const money = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

/** Money as the console shows it in English. */
export const shown = (amount: string): string =>
  amount.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
