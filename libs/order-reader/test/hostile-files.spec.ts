import { describe, expect, it } from 'vitest';
import { OrderFileError, type ReaderOptions, summarizeOrders } from '../src';
import { HEADER_ROW, sheetXml, workbookFile } from './support/workbook-file';
import { type ZipPart, zipFile } from './support/zip-file';

const LINE =
  '<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c><c r="B2"><v>1</v></c><c r="C2"><v>1</v></c></row>';
const sheets = [{ data: HEADER_ROW + LINE }];
const good = workbookFile({ sheets });

/** The good workbook with one part changed. */
function changed(name: string, change: (part: ZipPart) => ZipPart): Buffer {
  return workbookFile({
    sheets,
    parts: (parts) => parts.map((part) => (part.name.includes(name) ? change(part) : part)),
  });
}

async function verdict(bytes: Uint8Array, options: ReaderOptions = {}): Promise<string> {
  return summarizeOrders(bytes, options).then(
    () => 'read',
    (error: unknown) => (error instanceof OrderFileError ? error.code : String(error)),
  );
}

describe('a hostile or broken file gets its code', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty_file'],
    [
      'a picture',
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(500)]),
      'unsupported_format',
    ],
    ['a document of another kind', Buffer.from('%PDF-1.7\n%x'), 'unsupported_format'],
    ['a web page', Buffer.from('\ufeff <!DOCTYPE html><table>'), 'unsupported_format'],
    ['an archive of something else', zipFile([{ name: 'a.txt', data: 'x' }]), 'unsupported_format'],
    [
      'a text document',
      changed('Content_Types', (part) => ({
        ...part,
        data: String(part.data).replace('spreadsheetml.sheet', 'wordprocessingml.document'),
      })),
      'unsupported_format',
    ],
    ['an unknown method', changed('sheet1', (part) => ({ ...part, method: 12 })), 'unsupported_format'],
    ['an encrypted part', changed('sheet1', (part) => ({ ...part, flags: 1 })), 'encrypted_file'],
    [
      'an encrypted workbook',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'encrypted_file',
    ],
    [
      'a compound file of nothing',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000, 7)]),
      'corrupt_file',
    ],
    ['a wrong CRC', changed('sheet1', (part) => ({ ...part, crc: 1 })), 'corrupt_file'],
    [
      'a wrong CRC of a stored part',
      changed('sheet1', (part) => ({ ...part, crc: 1, stored: true })),
      'corrupt_file',
    ],
    [
      'a size larger than it is',
      changed('sheet1', (part) => ({ ...part, claimedSize: 1e6 })),
      'corrupt_file',
    ],
    [
      'a size smaller than it is',
      changed('sheet1', (part) => ({ ...part, claimedSize: 10 })),
      'corrupt_file',
    ],
    ['overlapping parts', changed('sheet1', (part) => ({ ...part, offset: 0 })), 'corrupt_file'],
    [
      'a part that is there twice',
      workbookFile({ sheets, parts: (parts) => [...parts, { name: 'XL/Workbook.xml', data: '' }] }),
      'corrupt_file',
    ],
    [
      'a part that is missing',
      workbookFile({ sheets, parts: (parts) => parts.filter(({ name }) => !name.includes('sheet1')) }),
      'corrupt_file',
    ],
    ['an archive cut off', good.subarray(0, good.length - 30), 'corrupt_file'],
    [
      'a document type',
      workbookFile({ sheets: [{ xml: `<!DOCTYPE x [<!ENTITY a "b">]>${sheetXml(HEADER_ROW + LINE)}` }] }),
      'corrupt_file',
    ],
    [
      'an undefined entity',
      workbookFile({ sheets: [{ data: HEADER_ROW + LINE.replace('>x<', '>&x;<') }] }),
      'corrupt_file',
    ],
    [
      'a reference to no character',
      workbookFile({ sheets: [{ data: HEADER_ROW + LINE.replace('>x<', '>&#x110000;<') }] }),
      'corrupt_file',
    ],
    [
      'a shared string that is not there',
      workbookFile({
        sheets: [{ data: HEADER_ROW + LINE.replace(/<c r="A2".*?<\/c>/, '<c r="A2" t="s"><v>7</v></c>') }],
        strings: '',
      }),
      'corrupt_file',
    ],
    [
      'a row beyond the last',
      workbookFile({ sheets: [{ data: HEADER_ROW + LINE.replaceAll('2"', '1048577"') }] }),
      'corrupt_file',
    ],
    [
      'a column beyond the last',
      workbookFile({ sheets: [{ data: HEADER_ROW + LINE.replace('A2', 'XFE2') }] }),
      'corrupt_file',
    ],
    [
      'rows that never end',
      workbookFile({ sheets: [{ xml: sheetXml(HEADER_ROW + LINE).split('</sheetData>')[0]! }] }),
      'corrupt_file',
    ],
    [
      'text that is not Unicode',
      workbookFile({
        sheets: [{ xml: Buffer.from(sheetXml(HEADER_ROW + LINE.replace('>x<', '>\xff<')), 'latin1') }],
      }),
      'corrupt_file',
    ],
    [
      'strings that never end',
      workbookFile({ sheets, strings: Buffer.from('<sst><si><t>x') }),
      'corrupt_file',
    ],
    [
      'a row of more cells than columns',
      workbookFile({
        sheets: [
          { data: `${HEADER_ROW}<row r="2">${'<c r="D2"><v>1</v></c>'.repeat(20_000)}<!-- --></row>` },
        ],
      }),
      'corrupt_file',
    ],
    [
      'a record of more fields than columns',
      Buffer.from(`item,qty,price\n"",${','.repeat(20_000)}\n`),
      'too_large',
    ],
    [
      'an unknown encoding',
      workbookFile({ sheets: [{ xml: sheetXml('').replace('UTF-8', 'x-none') }] }),
      'corrupt_file',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await verdict(bytes)).toBe(code);
  });

  it('stops a bomb while it inflates, whatever its headers claim', async () => {
    const limits = { ratioFreeBytes: 1 << 20, maxInflateRatio: 50 };
    const filler = ' '.repeat(30 << 20);
    expect(await verdict(workbookFile({ sheets: [{ data: HEADER_ROW + LINE + filler }] }), { limits })).toBe(
      'archive_bomb',
    );
    expect(await verdict(workbookFile({ sheets, strings: `<si><t>${filler}</t></si>` }), { limits })).toBe(
      'archive_bomb',
    );
    const late = workbookFile({ sheets: [{ xml: sheetXml(HEADER_ROW + LINE) + filler }] });
    expect(await verdict(late, { limits })).toBe('archive_bomb');
    expect(await verdict(late, { limits: { maxInflatedBytes: 1 << 20 } })).toBe('archive_bomb');
  });

  it('does not hold large small parts', async () => {
    const bytes = workbookFile({ sheets, numFmts: ' '.repeat(2 << 20) });
    expect(await verdict(bytes, { limits: { maxPartBytes: 1 << 20 } })).toBe('archive_bomb');
  });

  it('refuses archives of too many parts', async () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ name: `${i}`, data: '' }));
    const bytes = workbookFile({ sheets, parts: (parts) => [...parts, ...many] });
    expect(await verdict(bytes, { limits: { maxArchiveEntries: 200 } })).toBe('archive_bomb');
  });

  it('keeps to the limits of rows, texts, products and size', async () => {
    const rows = Array.from({ length: 50 }, (_, i) =>
      LINE.replaceAll('2"', `${i + 2}"`).replace('>x<', `>${i}<`),
    ).join('');
    const bytes = workbookFile({ sheets: [{ data: HEADER_ROW + rows }] });
    expect(await verdict(bytes, { limits: { maxSheetRows: 50 } })).toBe('too_many_rows');
    expect(await verdict(bytes, { limits: { maxSheetRows: 51 } })).toBe('read');
    expect(await verdict(bytes, { limits: { maxProducts: 49 } })).toBe('too_many_products');
    expect(await verdict(bytes, { limits: { maxFileBytes: 100 } })).toBe('too_large');
    expect(await verdict(Buffer.from('item,qty,price\nx,1,1\nx,1,1\n'), { limits: { maxTextRows: 2 } })).toBe(
      'too_many_rows',
    );
  });

  it('does not hold a row without an end, and does not scan it over and over', async () => {
    const cells = `<c r="D2" t="inlineStr"><is><t>${'x'.repeat(8 << 20)}</t></is></c>`;
    const bytes = workbookFile({ sheets: [{ data: `${HEADER_ROW}<row r="2">${cells}</row>` }] });
    expect(await verdict(bytes, { limits: { maxRowBytes: 1 << 20 } })).toBe('too_large');
    const text = Buffer.from(`item,qty,price\n"${'x'.repeat(3 << 20)}`);
    expect(await verdict(text, { limits: { maxRowBytes: 1 << 20 } })).toBe('too_large');
  });

  it('judges a text of megabytes by its first characters, and says no more than 200 of them', async () => {
    const long = 'x'.repeat(4 << 20);
    const told: string[] = [];
    const bytes = workbookFile({
      sheets: [{ data: HEADER_ROW + LINE.replace(/<c r="A2".*?<\/c>/, '<c r="A2" t="s"><v>0</v></c>') }],
      strings: `<si><t>${long}</t></si>`,
    });
    const onRowErrors = (batch: { value: string; code: string }[]): void =>
      void told.push(...batch.map((e) => `${e.code} ${e.value.length}`));
    await expect(summarizeOrders(bytes, { onRowErrors })).rejects.toMatchObject({ code: 'no_valid_rows' });
    expect(told).toEqual(['too_long 200']);
  });

  it('bounds what the formats held whole may be', async () => {
    const ods = zipFile([
      { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
      { name: 'content.xml', data: `<x>${' '.repeat(3 << 20)}</x>` },
    ]);
    expect(await verdict(ods, { limits: { maxWholeInflatedBytes: 1 << 20 } })).toBe('archive_bomb');
    expect(await verdict(ods, { limits: { maxWholeFileBytes: 1000 } })).toBe('too_large');
  });

  it('tells no path', async () => {
    await expect(summarizeOrders('/no/such/file.xlsx')).rejects.toMatchObject({
      code: 'file_missing',
      message: expect.not.stringContaining('/'),
    });
  });
});
