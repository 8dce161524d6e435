import type { OrderPreview } from '@orders/contracts';
import { InflateBudget } from '../archive/entry-chunks';
import { boundInflated } from '../engine/bound-inflated';
import { fileFault } from '../engine/file-fault';
import { findFormat } from '../format/detect-format';
import { completeRequest, type ReaderOptions, type ReadRequest } from '../read-options';
import { REQUIRED_FIELDS } from '../rules/cell';
import { matchColumns } from '../rules/column-match';
import { HEADER_ROWS } from '../rules/header-finder';
import { type ByteSource, openSource, type OrderSource } from '../source/byte-source';
import { findWorkbook, readWorkbookParts } from '../xlsx/workbook-parts';
import type { HeadRow } from './head-rows';
import { numberStyle } from './number-style';
import { type HeaderMatch, previewColumns, previewRows } from './preview-columns';
import type { FileHead, SheetHead } from './sheet-head';
import { textHead } from './text-head';
import { wholeHead } from './whole-head';
import { xlsxHead } from './xlsx-head';

/**
 * Tells what the reader sees at the head of a file: its sheets, the header and which column is which field, the first
 * values, the style of its numbers. About 200 rows of a sheet are read, and no more of the file than they need; only
 * the bytes of .xls, .xlsb and .ods are held whole. What lies further below is not judged.
 *
 * Shown is the sheet that a reading with the same options would take. Where no row names all needed fields, it is the
 * one that comes nearest, `headerRow` is the row that names most of them, or null where none is named, and `missing`
 * tells the rest. A `headerRow` among the options is taken as it is. Fields that two columns name are shown twice.
 *
 * ```ts
 * const { columns, rows } = await previewOrders('orders.xlsx', { sheet: 'May', headerRow: 3, mapping: { price: '=F' } });
 * ```
 * @throws OrderFileError when the file cannot be read, or has no such visible sheet (`sheet_not_found`)
 * @throws the signal's reason when aborted
 */
export async function previewOrders(source: OrderSource, options: ReaderOptions = {}): Promise<OrderPreview> {
  const request = completeRequest(options);
  request.signal?.throwIfAborted();
  const bytes = await openSource(source, request.limits.maxFileBytes);
  try {
    return await previewOf(await fileHead(bytes, request), request);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw fileFault(error);
  } finally {
    await bytes.close();
  }
}

async function fileHead(source: ByteSource, request: ReadRequest): Promise<FileHead> {
  const { limits } = request;
  const found = await findFormat(source, limits);
  if (found.kind === 'text') return await textHead(source, request);
  if (found.kind === 'xls') return await wholeHead(source, 'xls', request);
  const access = { source, directory: found.directory, budget: new InflateBudget(limits), limits };
  const { format, part } = await findWorkbook(access);
  if (format === 'xlsx' || format === 'xlsm') {
    return xlsxHead(access, await readWorkbookParts(access, format, part), request);
  }
  await boundInflated(access);
  return await wholeHead(source, format, request);
}

interface Seen extends Partial<HeaderMatch> {
  readonly sheet: SheetHead;
}

async function previewOf(file: FileHead, request: ReadRequest): Promise<OrderPreview> {
  const { sheet, ...found } = await nearestSheet(file, request);
  const { header, match } = found;
  const columns = previewColumns(sheet.rows, found);
  return {
    format: file.format,
    sheets: file.sheets,
    sheet: sheet.name,
    headerRow: header?.row ?? null,
    columns,
    missing: match?.missing ?? [...REQUIRED_FIELDS],
    rows: previewRows(sheet.rows),
    numbers: numberStyle(numericCells(sheet.rows, found), request.decimalSeparator),
    text: file.text,
  };
}

/** The first sheet with a whole header, or else the one that comes nearest; one with rows before one without. */
async function nearestSheet({ heads }: FileHead, request: ReadRequest): Promise<Seen> {
  let best: Seen | undefined;
  for await (const sheet of heads) {
    const seen = { sheet, ...nearestHeader(sheet.rows, request) };
    if (best === undefined || rank(seen) < rank(best)) best = seen;
    if (rank(best) === 0) break;
  }
  return best ?? { sheet: { name: null, rows: [] } };
}

/** Fields that are missing; a sheet without rows comes last. */
function rank({ sheet, match }: Seen): number {
  return match?.missing.length ?? REQUIRED_FIELDS.length + (sheet.rows.length === 0 ? 1 : 0);
}

function nearestHeader(rows: readonly HeadRow[], request: ReadRequest): Partial<HeaderMatch> {
  const { headerRow, mapping } = request;
  let best: HeaderMatch | undefined;
  for (const header of rows) {
    if (headerRow === undefined ? header.row > HEADER_ROWS : header.row !== headerRow) continue;
    const match = matchColumns(header.cells, mapping);
    if (headerRow === undefined && match.columns.length === 0) continue;
    if (best === undefined || match.missing.length < best.match.missing.length) best = { header, match };
  }
  return best ?? {};
}

/** The cells below the header that should be numbers; all of them where there is no header. */
function* numericCells(rows: readonly HeadRow[], { header, match }: Partial<HeaderMatch>) {
  const numeric = match?.columns.filter(({ field }) => field === 'price' || field === 'quantity');
  const wanted = new Set(numeric?.map(({ column }) => column));
  for (const { row, cells } of rows) {
    if (header !== undefined && row <= header.row) continue;
    for (const [column, cell] of cells) if (wanted.size === 0 || wanted.has(column)) yield cell;
  }
}
