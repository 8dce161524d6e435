import type { ReadRequest } from '../read-options';
import { sheetNotFound } from '../rules/sheet-errors';
import type { ByteSource } from '../source/byte-source';
import { LF, readRecord } from '../text/record-reader';
import { findSeparator } from '../text/separator';
import { findHeadEncoding, textChunks } from '../text/text-encoding';
import { ByteWindow } from '../xml/byte-window';
import { HeadRows } from './head-rows';
import type { FileHead, SheetHead } from './sheet-head';

/** The head of a text file. */
export async function textHead(source: ByteSource, request: ReadRequest): Promise<FileHead> {
  if (request.sheet !== undefined) throw sheetNotFound(request.sheet, []);
  const encoding = await findHeadEncoding(source);
  const window = new ByteWindow(request.limits.maxRowBytes);
  const head = new HeadRows(request.headerRow);
  let separator = '';
  let row = 0;
  const takeRecords = (): void => {
    while (!head.done && window.start < window.end) {
      const record = readRecord(window.bytes, window.start, window.end, separator.charCodeAt(0));
      if (record === undefined) return;
      window.consume(record.next);
      head.add(++row, record.cells);
    }
  };
  for await (const { bytes } of textChunks(source, encoding)) {
    request.signal?.throwIfAborted();
    let skip = 0;
    if (separator === '') ({ separator, skip } = findSeparator(bytes, request));
    window.append(bytes.subarray(skip));
    takeRecords();
    if (head.done) break;
  }
  window.append(Uint8Array.of(LF));
  takeRecords();
  const format = separator === '\t' ? 'tsv' : 'csv';
  return { format, sheets: [], heads: only(head), text: { encoding: encoding.label, separator } };
}

async function* only({ rows }: HeadRows): AsyncGenerator<SheetHead> {
  yield await Promise.resolve({ name: null, rows });
}
