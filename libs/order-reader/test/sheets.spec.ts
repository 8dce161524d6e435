import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { detectFormat, OrderFileError, summarizeOrders } from '../src';
import { HEADER_ROW, type TestSheet, workbookFile } from './support/workbook-file';

const rowOf = (name: string): string =>
  `<row r="2"><c r="A2" t="inlineStr"><is><t>${name}</t></is></c><c r="B2"><v>1</v></c><c r="C2"><v>1</v></c></row>`;
const orders = (name: string, more: TestSheet = {}): TestSheet => ({
  name,
  data: HEADER_ROW + rowOf(name),
  ...more,
});
const notes: TestSheet = {
  name: 'Notes',
  data: '<row r="1"><c r="A1" t="inlineStr"><is><t>item</t></is></c></row>',
};

async function chosen(sheets: TestSheet[], sheet?: string): Promise<string | null | undefined> {
  try {
    const summary = await summarizeOrders(workbookFile({ sheets }), sheet === undefined ? {} : { sheet });
    return summary.sheet.sheet;
  } catch (error) {
    if (error instanceof OrderFileError) return error.code;
    throw error;
  }
}

describe('the choice of the sheet', () => {
  it('is the first visible one with the header', async () => {
    const hidden = [orders('a', { state: 'hidden' }), orders('b', { state: 'veryHidden' })];
    expect(await chosen([notes, ...hidden, orders('c'), orders('d')])).toBe('c');
    expect(await chosen(hidden)).toBe('empty_file');
    expect(await chosen([notes])).toBe('missing_columns');
    expect(await chosen([{ data: '' }, { xml: '<worksheet><sheetData/></worksheet>' }])).toBe('empty_file');
  });

  it('can be asked for by name', async () => {
    const sheets = [orders('Jan'), orders('Feb'), orders('Secret', { state: 'hidden' })];
    expect(await chosen(sheets, 'Feb')).toBe('Feb');
    expect(await chosen(sheets, ' feb')).toBe('Feb');
    expect(await chosen(sheets, 'Secret')).toBe('sheet_not_found');
    expect(await chosen(sheets, 'Mar')).toBe('sheet_not_found');
  });

  it.each(['xlsx', 'biff8', 'xlsb', 'ods'] as const)('is the same in %s', async (bookType) => {
    const book = XLSX.utils.book_new();
    for (const name of ['Hidden', 'Notes', 'Orders']) {
      const rows =
        name === 'Notes'
          ? [['x']]
          : [
              ['item', 'qty', 'price'],
              [name, 1, 2],
            ];
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), name);
    }
    book.Workbook = { Sheets: [{ Hidden: bookType === 'ods' ? 0 : 1 }, { Hidden: 0 }, { Hidden: 0 }] };
    const bytes = XLSX.write(book, { type: 'buffer', bookType }) as Buffer;
    const { sheet, metrics } = await summarizeOrders(bytes, bookType === 'ods' ? { sheet: 'Orders' } : {});
    expect([sheet.sheet, metrics.topByRevenue[0]?.productName]).toEqual(['Orders', 'Orders']);
    expect(await detectFormat(bytes)).toBe(bookType === 'biff8' ? 'xls' : bookType);
  });

  it('reports where everything was found', async () => {
    const { sheet } = await summarizeOrders(workbookFile({ sheets: [orders('Jan')] }));
    expect(sheet).toEqual({
      format: 'xlsx',
      sheet: 'Jan',
      headerRow: 1,
      decimalSeparator: '.',
      columns: ['productName', 'quantity', 'price'].map((field, i) => ({
        field,
        column: 'ABC'[i],
        header: field,
      })),
    });
  });
});

describe('packages', () => {
  const sheets = [orders('Jan')];

  it.each([
    ['strict OOXML', workbookFile({ sheets, strict: true })],
    ['zip64', workbookFile({ sheets, parts: (parts) => parts.map((part) => ({ ...part, zip64: true })) })],
    [
      'data descriptors',
      workbookFile({ sheets, parts: (parts) => parts.map((part) => ({ ...part, descriptor: true })) }),
    ],
    [
      'stored entries',
      workbookFile({ sheets, parts: (parts) => parts.map((part) => ({ ...part, stored: true })) }),
    ],
    [
      'names in another case',
      workbookFile({
        sheets,
        parts: (parts) => parts.map((part) => ({ ...part, name: part.name.toUpperCase() })),
      }),
    ],
    [
      'names with backslashes',
      workbookFile({
        sheets,
        parts: (parts) => parts.map((part) => ({ ...part, name: part.name.replaceAll('/', '\\') })),
      }),
    ],
    [
      'absolute targets',
      workbookFile({
        sheets,
        parts: (parts) =>
          parts.map((part) => ({
            ...part,
            data: String(part.data).replaceAll('Target="w', 'Target="/xl/w'),
          })),
      }),
    ],
    [
      'junk in front and behind',
      workbookFile({ sheets }, { before: '\0\u0001junk', after: 'junk'.repeat(20_000) }),
    ],
    [
      'folders',
      workbookFile({ sheets, parts: (parts) => [{ name: 'xl/', data: '', stored: true }, ...parts] }),
    ],
  ])('%s', async (_, bytes) => {
    expect((await summarizeOrders(bytes)).metrics.rowsAccepted).toBe(1);
  });

  it('tells .xlsm by its content type', async () => {
    const mainType = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
    expect(await detectFormat(workbookFile({ sheets, mainType }))).toBe('xlsm');
  });

  it('reads dates of 1904 workbooks as such', async () => {
    const data =
      HEADER_ROW +
      rowOf('x')
        .replace('<c r="B2">', '<c r="B2" s="1">')
        .replace('<v>1</v></c><c r="C2">', '<v>43889</v></c><c r="C2">');
    const values: string[] = [];
    const onRowErrors = (batch: { value: string }[]): void =>
      void values.push(...batch.map(({ value }) => value));
    const bytes = workbookFile({ sheets: [{ data }], workbookPr: '<workbookPr date1904="1"/>' });
    await expect(summarizeOrders(bytes, { onRowErrors })).rejects.toMatchObject({ code: 'no_valid_rows' });
    expect(values).toEqual(['2024-02-29']);
  });
});
