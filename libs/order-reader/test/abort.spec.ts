import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { OrderSink } from '../src/engine/order-sink';
import { reading } from '../src/engine/reading';
import { completeRequest } from '../src/read-options';
import { HEADER_ROW, workbookFile } from './support/workbook-file';

const ROWS = 60_000;
const WHOLE_ROWS = 12_000;
/** What is read between two turns of the event loop: a slice of XML, a chunk of text, some rows of a whole workbook. */
const SLICE_BYTES = 256 * 1024;
const CHUNK_BYTES = 128 * 1024;
const ROWS_PER_STEP = 2000;

const rowXml = (r: number): string =>
  `<row r="${r}"><c r="A${r}" t="inlineStr"><is><t>Product ${r}</t></is></c><c r="B${r}"><v>1</v></c><c r="C${r}"><v>2.5</v></c></row>`;
const sheetRows = Array.from({ length: ROWS }, (_, i) => rowXml(i + 2)).join('');
const workbook = workbookFile({ sheets: [{ data: HEADER_ROW + sheetRows }] });
const line = 'Product of a text file,1,2.5\n';
const text = Buffer.from(`item,qty,price\n${line.repeat(ROWS)}`);
const cells = Array.from({ length: WHOLE_ROWS }, (_, i) => [`Product ${i}`, 1, 2.5]);
const old = XLSX.write(XLSX.utils.book_new(XLSX.utils.aoa_to_sheet([['item', 'qty', 'price'], ...cells])), {
  type: 'buffer',
  bookType: 'biff8',
}) as Buffer;

const WORKBOOK_ROWS = Math.ceil(SLICE_BYTES / rowXml(2).length) + 1;
const TEXT_ROWS = Math.ceil(CHUNK_BYTES / line.length) + 1;

describe.each([
  ['a workbook', workbook, ROWS, WORKBOOK_ROWS],
  ['a text file', text, ROWS, TEXT_ROWS],
  ['an old workbook', old, WHOLE_ROWS, ROWS_PER_STEP],
])('an abort of the reading of %s', (_, bytes, all, rowsPerStep) => {
  it.each(['in memory', 'on disk'])('lets one step end, and no more: %s', async (place) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'orders-'));
    const path = join(folder.path, 'orders');
    await writeFile(path, bytes);
    const controller = new AbortController();
    const request = completeRequest({ signal: controller.signal });
    const sink = new OrderSink(request);
    const turns: number[] = [];
    // Whatever aborts does so in a turn of the event loop: this one comes in every turn.
    const takeTurn = (): void => {
      turns.push(sink.tally.rows);
      if (sink.tally.rows > all / 2) controller.abort();
      else setImmediate(takeTurn);
    };
    takeTurn();
    const steps = reading(place === 'on disk' ? path : bytes, request, sink);
    const ended = (async () => {
      for await (const { bytes: read } of steps) expect(read).toBeGreaterThan(0);
    })();
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    const grown = turns.map((rows, i) => rows - (turns[i - 1] ?? 0));
    expect(Math.max(...grown)).toBeLessThanOrEqual(2 * rowsPerStep);
    expect(sink.tally.rows - (turns.at(-1) ?? 0)).toBeLessThanOrEqual(rowsPerStep);
    expect(sink.tally.rows).toBeLessThan(all);
  });
});
