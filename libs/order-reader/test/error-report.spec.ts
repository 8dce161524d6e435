import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { ErrorReport, orderTemplate, type ReaderOptions, summarizeOrders, writeErrorReport } from '../src';
import { readAll } from './support/read-all';

const ORDERS = [
  'Article;qty;price;order',
  'Lamp;2;3,5;1',
  '=HYPERLINK("x");x;1;2',
  '+49 30 1;0;1;3',
  '"quo""te; _x0041_ <&>";2;1.5;',
  ' ;1;1;5',
  'Desk;1;-2;=6',
].join('\n');
const OPTIONS: ReaderOptions = { decimalSeparator: ',', mapping: { productName: 'Article' } };

async function written(format: 'xlsx' | 'csv', maxRows?: number): Promise<{ bytes: Buffer; rows: number }> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'orders-'));
  const path = join(folder.path, 'report');
  const report = new ErrorReport(path, format, maxRows);
  await summarizeOrders(Buffer.from(ORDERS), {
    ...OPTIONS,
    onRejectedRows: (batch, sheet) => report.add(batch, sheet),
  });
  const rows = await report.finish();
  return { bytes: await readFile(path), rows };
}

describe('the error report', () => {
  it('holds the rejected rows with their numbers and reasons', async () => {
    const { bytes, rows } = await written('xlsx');
    const book = XLSX.read(bytes);
    const table = XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, {
      header: 1,
      defval: '',
    });
    expect(rows).toBe(5);
    expect(table[0]).toEqual(['productName', 'qty', 'price', 'order', 'Row in your file', 'What is wrong']);
    expect(table[1]).toEqual([
      '=HYPERLINK("x")',
      'x',
      '1',
      '2',
      3,
      'qty: This is not a number; a whole number from 1 to 1,000,000,000 is expected.',
    ]);
    expect(table.map((row) => row[4]).slice(1)).toEqual([3, 4, 5, 6, 7]);
    expect(table[3]?.[0]).toBe('quo"te; _x0041_ <&>');
  });

  it('comes back with the same errors when it is uploaded as it is', async () => {
    const first = await readAll(Buffer.from(ORDERS), OPTIONS);
    const codes = (rejected: string[]): string[] => rejected.map((line) => line.replace(/^\d+: /, ''));
    for (const format of ['xlsx', 'csv'] as const) {
      const again = await readAll((await written(format)).bytes, { decimalSeparator: ',' });
      expect(codes(again.rejected), format).toEqual(codes(first.rejected));
    }
  });

  it('has no formula in CSV, and leaves numbers alone', async () => {
    const lines = (await written('csv')).bytes.toString().split('\r\n');
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""x""\)",x,1,2,3,/);
    expect(lines[2]).toMatch(/^'\+49 30 1,0,1,3,4,/);
    expect(lines[5]).toMatch(/^Desk,1,-2,'=6,7,/);
  });

  it('ends at its limit, and can be made from the file again', async () => {
    expect((await written('csv', 2)).rows).toBe(2);
    await using folder = await mkdtempDisposable(join(tmpdir(), 'orders-'));
    expect(await writeErrorReport(Buffer.from(ORDERS), join(folder.path, 'r.xlsx'), 'xlsx', OPTIONS)).toBe(5);
  });

  it('fails when its target does', async () => {
    const report = new ErrorReport('/no/such/folder/report.csv', 'csv');
    await expect(report.finish()).rejects.toThrow('ENOENT');
  });
});

describe('the template', () => {
  it('is an order sheet without rows, and one with them once filled in', async () => {
    const bytes = await orderTemplate();
    expect((await readAll(bytes)).error).toBeUndefined();
    const book = XLSX.read(bytes);
    XLSX.utils.sheet_add_aoa(book.Sheets['Orders']!, [['Lamp', 2, 3.5, 'A-1']], { origin: 'A2' });
    expect(await readAll(XLSX.write(book, { type: 'buffer' }) as Buffer)).toEqual({
      rows: [[2, 'Lamp', 2, '3.5', 'A-1']],
      rejected: [],
    });
  });
});
