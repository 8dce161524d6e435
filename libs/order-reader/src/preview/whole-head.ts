import type { OrderFileFormat } from '@orders/contracts';
import type { WorkBook } from 'xlsx';
import type { ReadRequest } from '../read-options';
import { chooseSheets } from '../rules/sheet-errors';
import type { ByteSource } from '../source/byte-source';
import { rowCells } from '../whole/whole-cells';
import { isFrom1904, parseWorkbook, wholeBytes, worksheets } from '../whole/whole-workbook';
import { HeadRows } from './head-rows';
import type { FileHead, SheetHead } from './sheet-head';

/** Rows below the first, or below the header row that was named, that are parsed. */
const PARSED_ROWS = 300;

/** The heads of the sheets of an .xls, .xlsb or .ods file: its bytes are held whole, its rows are not. */
export async function wholeHead(
  source: ByteSource,
  format: OrderFileFormat,
  request: ReadRequest,
): Promise<FileHead> {
  const book = await parseWorkbook(await wholeBytes(source, request), (request.headerRow ?? 0) + PARSED_ROWS);
  const sheets = worksheets(book).map(({ name, visible }) => ({ name, visible }));
  return { format, sheets, heads: sheetHeads(book, request), text: null };
}

async function* sheetHeads(book: WorkBook, request: ReadRequest): AsyncGenerator<SheetHead> {
  const visible = worksheets(book).filter((sheet) => sheet.visible);
  for (const { name, rows } of chooseSheets(visible, request.sheet)) {
    const head = new HeadRows(request.headerRow);
    for (let i = 0; i < rows.length && !head.done; i++) head.add(i + 1, rowCells(rows[i], isFrom1904(book)));
    yield await Promise.resolve({ name, rows: head.rows });
  }
}
