import { mkdtempDisposable, open, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RowError } from '@orders/contracts';
import { OrderFileError, type ReadProgress, readOrders, summarizeOrders } from '../src';
import { HEADER_ROW, workbookFile } from './support/workbook-file';

const ROWS = 60_000;
const rowXml = (r: number, quantity: string): string =>
  `<row r="${r}"><c r="A${r}" t="inlineStr"><is><t>Product ${(r * 7919) % 5003} ${r}</t></is></c><c r="B${r}"><v>${quantity}</v></c><c r="C${r}"><v>${(r * 31) % 977}.25</v></c></row>`;
const rows = (quantity: string): string =>
  Array.from({ length: ROWS }, (_, i) => rowXml(i + 2, quantity)).join('');
const book = workbookFile({ sheets: [{ data: HEADER_ROW + rows('2') }] });
const badBook = workbookFile({ sheets: [{ data: HEADER_ROW + rows('0') }] });
const text = Buffer.from(
  `item,qty,price\n${Array.from({ length: ROWS }, (_, i) => `Product ${i},2,1.5\n`).join('')}`,
);

describe.each([
  ['a workbook', book],
  ['a text file', text],
])('reading %s', (_, bytes) => {
  it('tells of progress that never goes back and ends at the end', async () => {
    const told: ReadProgress[] = [];
    await summarizeOrders(bytes, { onProgress: (progress) => told.push(progress) });
    for (const [i, { rows: count, fraction }] of told.entries()) {
      expect(count).toBeGreaterThanOrEqual(told[i - 1]?.rows ?? 0);
      expect(fraction).toBeGreaterThanOrEqual(told[i - 1]?.fraction ?? 0);
      expect(fraction).toBeLessThanOrEqual(1);
    }
    expect(told.at(-1)).toMatchObject({ rows: ROWS, fraction: 1 });
  });

  it('ends with the reason of the signal, before the file does', async () => {
    const controller = new AbortController();
    let seen = 0;
    const reading = (async () => {
      for await (const { rows: batch } of readOrders(bytes, { signal: controller.signal })) {
        seen += batch.length;
        controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toBeLessThan(ROWS);
    await expect(summarizeOrders(bytes, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('gives a turn to others while it reads', async () => {
    const controller = new AbortController();
    setImmediate(() => setImmediate(() => controller.abort()));
    await expect(summarizeOrders(bytes, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('closes the file when the consumer has enough', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'orders-'));
    const path = join(folder.path, 'orders');
    await writeFile(path, bytes);
    for await (const batch of readOrders(path)) {
      expect(batch.rows.length).toBeGreaterThan(0);
      break;
    }
    const { metrics } = await summarizeOrders(path);
    expect(metrics.rowsAccepted).toBe(ROWS);
    await (await open(path)).close();
  });
});

describe('row errors', () => {
  it('come in batches, in order, and wait for a slow taker', async () => {
    const errors: RowError[] = [];
    let busy = 0;
    const onRowErrors = async (batch: RowError[]): Promise<void> => {
      expect(++busy).toBe(1);
      await new Promise(setImmediate);
      errors.push(...batch);
      busy--;
    };
    const error: unknown = await summarizeOrders(badBook, { onRowErrors }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OrderFileError);
    expect((error as OrderFileError).outcome?.metrics).toMatchObject({
      rowsRejected: ROWS,
      errorsByCode: { out_of_range: ROWS },
    });
    expect(errors.map(({ row }) => row)).toEqual(Array.from({ length: ROWS }, (_, i) => i + 2));
    expect(errors[0]).toEqual({
      row: 2,
      column: 'B',
      header: 'quantity',
      field: 'quantity',
      value: '0',
      code: 'out_of_range',
      message: 'The number is out of range; a whole number from 1 to 1,000,000,000 is expected.',
    });
  });

  it('end the reading with what their taker throws', async () => {
    const onRowErrors = (): Promise<void> => Promise.reject(new Error('disk full'));
    await expect(summarizeOrders(badBook, { onRowErrors })).rejects.toThrow('disk full');
  });
});
