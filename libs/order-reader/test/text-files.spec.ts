import { describe, expect, it } from 'vitest';
import { detectFormat } from '../src';
import { readAll } from './support/read-all';

const read = (text: string | Buffer, options = {}): ReturnType<typeof readAll> =>
  readAll(Buffer.from(text as string), options);

describe('text files', () => {
  it.each([',', ';', '\t', '|', '~'])('obey a sep= line for %j', async (separator) => {
    const text = `sep=${separator}\r\nthe product${separator}qty${separator}price\r\nLamp${separator}1${separator}2\r\n`;
    const options = { mapping: { productName: '=A' } };
    expect(await read(text, options)).toEqual({ rows: [[2, 'Lamp', 1, '2']], rejected: [] });
  });

  it('takes bytes that are no UTF-8 anywhere for Windows-1252', async () => {
    const far = 'Lamp,1,2\n'.repeat(200_000);
    const bytes = Buffer.concat([
      Buffer.from(`product,qty,price\n${far}`),
      Buffer.from('T\xfcte \x80,1,2\n', 'latin1'),
    ]);
    const { rows, rejected } = await readAll(bytes);
    expect([rows.length, rows.at(-1), rejected]).toEqual([200_001, [200_002, 'Tüte €', 1, '2'], []]);
  });

  it('does not take a character cut at the end of a block for no UTF-8', async () => {
    const row = 'Tüte😜,1,2\n';
    for (const shift of ['', 'a', 'ab', 'abc']) {
      const { rows } = await read(`product,qty,price\n${shift},1,2\n${row.repeat(150_000)}`);
      expect(rows.at(-1)?.[1]).toBe('Tüte😜');
    }
  });

  it('reads UTF-16 without a mark', async () => {
    const text = 'product,qty,price\nLamp,1,2\n';
    const expected = { rows: [[2, 'Lamp', 1, '2']], rejected: [] };
    expect(await readAll(Buffer.from(text, 'utf16le'))).toEqual(expected);
    expect(await readAll(Buffer.from(text, 'utf16le').swap16())).toEqual(expected);
  });

  it('numbers records, blank ones too, however many lines they take', async () => {
    const text = 'product,qty,price\n"a\nb",1,2\n\n , ,\nDesk,x,2\n"Chair, ""big""",3,4';
    expect(await read(text)).toEqual({
      rows: [
        [2, 'a\nb', 1, '2'],
        [6, 'Chair, "big"', 3, '4'],
      ],
      rejected: ['5: B not_a_number'],
    });
  });

  it('reads decimal commas where it is told to', async () => {
    const text = 'product;qty;price\nLamp;1.000;12,50\nDesk;2;"1.234,5"\nSofa;2;1.5\n';
    expect(await read(text, { decimalSeparator: ',' })).toEqual({
      rows: [
        [2, 'Lamp', 1000, '12.5'],
        [3, 'Desk', 2, '1234.5'],
      ],
      rejected: ['4: C ambiguous_number'],
    });
  });

  it('refuses a quotation mark that is never closed', async () => {
    expect((await read('product,qty,price\nLamp,1,2\n"Desk,1,2\nSofa,1,2\n')).error).toBe('corrupt_file');
  });

  it.each([
    ['product,qty,price\n', 'csv'],
    ['product\tqty\tprice\n', 'tsv'],
    ['a;b\n', 'csv'],
  ])('%j is %s', async (text, format) => {
    expect(await detectFormat(Buffer.from(text))).toBe(format);
  });

  it('tells what is missing', async () => {
    expect((await read('product,count\nx,1\n')).error).toBe('missing_columns');
    expect((await read('\n\n \n')).error).toBe('empty_file');
    expect((await read('item,qty,price,unit price\n')).error).toBe('duplicate_header');
  });
});
