import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { OrderPreview } from '@orders/contracts';
import { previewOrders, type ReaderOptions, summarizeOrders } from '../src';
import { sheetXml, workbookFile } from './support/workbook-file';

const ROWS = 50_000;

async function preview(bytes: Uint8Array, options?: ReaderOptions): Promise<OrderPreview> {
  return OrderPreview.parse(await previewOrders(bytes, options));
}

/** Each column as `letters header field/reason`. */
const columnsOf = ({ columns }: OrderPreview): string[] =>
  columns.map(({ column, header, match }) =>
    [column, header, match ? `${match.field}/${match.reason}` : '-'].join(' '),
  );

function byLibrary(rows: unknown[][], bookType: XLSX.BookType): Buffer {
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), 'Orders');
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['x']]), 'Hidden');
  book.Workbook = { Sheets: [{}, { Hidden: 1 }] };
  return XLSX.write(book, { type: 'buffer', bookType }) as Buffer;
}

const TABLE = [
  ['Orders of May'],
  ['productName', 'Qty', 'Article price', 'Note'],
  ['Lamp', 2, 12.95, null],
  ['Desk', 1, '1.300,50', 'urgent'],
  ['Chair', 4, '85,00', null],
];

describe('the preview of a file', () => {
  it.each(['xlsx', 'biff8', 'xlsb', 'ods'] as const)('shows head, samples and matches: %s', async (type) => {
    const seen = await preview(byLibrary(TABLE, type));
    expect(seen).toMatchObject({
      format: type === 'biff8' ? 'xls' : type,
      sheet: 'Orders',
      sheets: [
        { name: 'Orders', visible: true },
        { name: 'Hidden', visible: type === 'ods' },
      ],
      headerRow: 2,
      missing: ['price'],
      text: null,
    });
    expect(columnsOf(seen)).toEqual([
      'A productName productName/field_name',
      'B Qty quantity/accepted_name',
      'C Article price -',
      'D Note -',
    ]);
    expect(seen.columns.map(({ samples }) => samples)).toEqual([
      ['Lamp', 'Desk', 'Chair'],
      ['2', '1', '4'],
      ['12.95', '1.300,50', '85,00'],
      ['urgent'],
    ]);
    expect(seen.rows.map(({ row, cells }) => [row, ...cells])).toEqual(
      TABLE.map((cells, i) => [i + 1, ...cells.map((cell) => String(cell ?? ''))]).map((row) =>
        row.slice(0, row.findLastIndex((cell) => cell !== '') + 1),
      ),
    );
  });

  it('follows the mapping, and notices how numbers are written', async () => {
    const mapping = { price: 'article  PRICE', quantity: '=B' };
    const seen = await preview(byLibrary(TABLE, 'xlsx'), { mapping });
    expect(columnsOf(seen).slice(1, 3)).toEqual(['B Qty quantity/mapping', 'C Article price price/mapping']);
    expect(seen).toMatchObject({ missing: [], numbers: { decimalSeparator: ',', example: '1.300,50' } });
    const read = await summarizeOrders(byLibrary(TABLE, 'xlsx'), { mapping, decimalSeparator: ',' });
    expect(read.metrics).toMatchObject({ rowsAccepted: 3, revenue: '1666.40' });
  });

  it('shows the rows of a sheet without a header, to pick it from', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [`Article ${i}`, i, i / 4]);
    const seen = await preview(byLibrary(rows, 'xlsx'));
    expect(seen).toMatchObject({ headerRow: null, missing: ['productName', 'quantity', 'price'] });
    expect(seen.rows).toHaveLength(20);
    expect(seen.columns[2]).toEqual({
      column: 'C',
      header: '',
      samples: ['0', '0.25', '0.5', '0.75', '1'],
      match: null,
    });
    const picked = await preview(byLibrary(rows, 'xlsx'), { headerRow: 25, mapping: { price: '=C' } });
    expect(picked).toMatchObject({ headerRow: 25, missing: ['productName', 'quantity'] });
    expect(columnsOf(picked)).toEqual(['A Article 24 -', 'B 24 -', 'C 6 price/mapping']);
    expect(picked.rows.at(-1)?.row).toBe(20);
  });

  it('takes the sheet that a reading takes, or the nearest, or the one asked for', async () => {
    const rows = (...names: string[]): string =>
      `<row r="1">${names.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('')}</row>`;
    const sheets = [
      { name: 'Blank', data: '' },
      { name: 'Secret', state: 'hidden', data: rows('item', 'qty', 'price') },
      { name: 'Notes', data: rows('x', 'item') },
      { name: 'Near', data: rows('item', 'qty', 'Cost') },
      { name: 'Orders', data: rows('item', 'qty', 'price', 'price') },
    ];
    const whole = await preview(workbookFile({ sheets }));
    expect(whole.sheet).toBe('Orders');
    expect(columnsOf(whole).slice(2)).toEqual(['C price price/field_name', 'D price price/field_name']);
    expect((await preview(workbookFile({ sheets: sheets.slice(0, 4) }))).sheet).toBe('Near');
    expect((await preview(workbookFile({ sheets }), { sheet: 'notes' })).sheet).toBe('Notes');
    await expect(preview(workbookFile({ sheets }), { sheet: 'Secret' })).rejects.toMatchObject({
      code: 'sheet_not_found',
    });
    const blank = await preview(workbookFile({ sheets: sheets.slice(0, 1) }));
    expect(blank).toMatchObject({ sheet: 'Blank', rows: [], columns: [], headerRow: null });
  });

  it('tells encoding and separator of a text file', async () => {
    const text = 'item;qty;price\r\n"a;\nb";2;"3,50"\r\nGrün;1;4,00';
    const latin = await preview(Buffer.from(text, 'latin1'));
    expect(latin).toMatchObject({
      format: 'csv',
      sheets: [],
      sheet: null,
      headerRow: 1,
      missing: [],
      numbers: { decimalSeparator: ',', example: '3,50' },
      text: { encoding: 'windows-1252', separator: ';' },
    });
    expect(latin.columns[0]?.samples).toEqual(['a;\nb', 'Grün']);
    const wide = await preview(Buffer.from(`\ufeff${text.replaceAll(';', '\t')}`, 'utf16le'));
    expect(wide).toMatchObject({ format: 'tsv', text: { encoding: 'utf-16le', separator: '\t' } });
    expect(wide.columns.map(({ samples }) => samples.at(-1))).toEqual(['Grün', '1', '4,00']);
  });

  it('fails with a code for what cannot be read, and when it is aborted', async () => {
    await expect(preview(Buffer.from('%PDF-1.4'))).rejects.toMatchObject({ code: 'unsupported_format' });
    await expect(preview(workbookFile({ sheets: [{ xml: '<a><b' }] }))).resolves.toMatchObject({ rows: [] });
    await expect(preview(Buffer.from('a,b'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('the cost of a preview', () => {
  it('is that of a few hundred rows of a worksheet, and of the strings that they show', async () => {
    const row = (r: number): string =>
      `<row r="${r}"><c r="A${r}" t="s"><v>${r === 1 ? 0 : 40_000 - (r % 9)}</v></c><c r="B${r}"><v>${r}</v></c></row>`;
    const data = Array.from({ length: ROWS }, (_, i) => row(i + 1)).join('');
    const strings = Array.from(
      { length: ROWS },
      (_, i) => `<si><t>${i === 0 ? 'product' : `Name ${i} `.repeat(4)}</t></si>`,
    ).join('');
    const bytes = workbookFile({ sheets: [{ xml: sheetXml(data) }], strings });
    const limits = { maxInflatedBytes: strings.length + 600_000 };
    const seen = await preview(bytes, { limits });
    expect(seen.columns[0]).toMatchObject({ header: 'product', match: { field: 'productName' } });
    expect(seen.columns[0]?.samples[0]).toBe('Name 39998 '.repeat(4).trim());
    await expect(
      summarizeOrders(bytes, { limits, mapping: { price: '=B', quantity: '=B' } }),
    ).rejects.toMatchObject({ code: 'archive_bomb' });
  });

  it('is that of the first megabyte of a text file', async () => {
    const bytes = Buffer.from(`item,qty,price\n${'Lamp,1,2.50\n'.repeat(400_000)}`);
    const subarray = bytes.subarray.bind(bytes);
    let furthest = 0;
    bytes.subarray = (from = 0, to = bytes.length) => {
      furthest = Math.max(furthest, Math.min(to, bytes.length));
      return subarray(from, to);
    };
    expect((await preview(bytes)).columns).toHaveLength(3);
    expect(furthest).toBeLessThanOrEqual(1024 * 1024);
  });
});
