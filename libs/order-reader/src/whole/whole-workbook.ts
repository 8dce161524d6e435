import type { OrderFileFormat } from '@orders/contracts';
import type { WorkBook } from 'xlsx';
import type { OrderSink } from '../engine/order-sink';
import type { ReadStep } from '../engine/read-steps';
import { corruptFile, OrderFileError } from '../order-file-error';
import type { ReadRequest } from '../read-options';
import { type Header, HeaderFinder } from '../rules/header-finder';
import { chooseSheets, noHeader, type SheetFailure, tooManyRows } from '../rules/sheet-errors';
import type { ByteSource } from '../source/byte-source';
import { type DenseRow, rowCells } from './whole-cells';

const ROWS_PER_STEP = 2000;

/** A worksheet as the workbook library holds it. */
export interface DenseSheet {
  readonly name: string;
  readonly visible: boolean;
  readonly rows: readonly (DenseRow | undefined)[];
}

/** Reads a workbook of a format that is held in memory whole: .xls, .xlsb and .ods. */
export async function* readWholeWorkbook(
  source: ByteSource,
  format: OrderFileFormat,
  request: ReadRequest,
  sink: OrderSink,
): AsyncGenerator<ReadStep> {
  const { size } = source;
  const { maxSheetRows } = request.limits;
  const bytes = await wholeBytes(source, request);
  yield { bytes: Math.floor(size / 2), totalBytes: size };
  const book = await parseWorkbook(bytes, maxSheetRows + 1);
  const from1904 = isFrom1904(book);
  const { name, rows, header } = findSheet(
    worksheets(book).filter(({ visible }) => visible),
    request,
    from1904,
  );
  if (rows.length > maxSheetRows) throw tooManyRows(maxSheetRows);
  sink.begin(format, name, header);
  for (let row = header.row; row < rows.length; row++) {
    sink.addCells(row + 1, rowCells(rows[row], from1904));
    if (row % ROWS_PER_STEP !== 0) continue;
    await new Promise(setImmediate);
    yield { bytes: Math.floor((size * (1 + row / rows.length)) / 2), totalBytes: size };
  }
  yield { bytes: size, totalBytes: size };
}

/** The bytes of a file that has to be held in memory whole. @throws OrderFileError `too_large` */
export async function wholeBytes(source: ByteSource, { limits }: ReadRequest): Promise<Uint8Array> {
  if (source.size > limits.maxWholeFileBytes) throw tooLargeForFormat(limits.maxWholeFileBytes);
  return await source.read(0, source.size);
}

/** Parses a workbook, of every sheet so many rows. @throws OrderFileError `encrypted_file`, `corrupt_file` */
export async function parseWorkbook(bytes: Uint8Array, rows: number): Promise<WorkBook> {
  const { read } = await import('xlsx');
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      sheetRows: rows,
    });
  } catch (cause) {
    if (cause instanceof Error && /password|encrypt/i.test(cause.message)) {
      throw new OrderFileError('encrypted_file', 'The file is protected by a password. Save it without one.');
    }
    throw corruptFile('it cannot be read as a workbook', cause);
  }
}

/** Whether dates count from 1904. */
export function isFrom1904(book: WorkBook): boolean {
  return book.Workbook?.WBProps?.date1904 === true;
}

/** All worksheets of a parsed workbook in their order; charts and macro sheets are none. */
export function worksheets(book: WorkBook): DenseSheet[] {
  return book.SheetNames.flatMap((name, i) => {
    const sheet = book.Sheets[name];
    const visible = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) === 0;
    const special = (sheet?.['!type'] ?? 'sheet') !== 'sheet';
    return sheet === undefined || special ? [] : [{ name, visible, rows: sheet['!data'] ?? [] }];
  });
}

function findSheet(
  sheets: DenseSheet[],
  request: ReadRequest,
  from1904: boolean,
): DenseSheet & { header: Header } {
  const failures: SheetFailure[] = [];
  for (const sheet of chooseSheets(sheets, request.sheet)) {
    const finder = new HeaderFinder(request);
    for (const [i, cells] of sheet.rows.slice(0, Math.max(20, request.headerRow ?? 0)).entries()) {
      const header = finder.offer(i + 1, rowCells(cells, from1904));
      if (header !== undefined) return { ...sheet, header };
    }
    failures.push(finder.failure());
  }
  throw noHeader(failures, request.headerRow);
}

function tooLargeForFormat(limit: number): OrderFileError {
  const megabytes = Math.floor(limit / 1_048_576);
  const message = `A file of this format may have ${megabytes} MB. Save it as .xlsx, which may be far larger.`;
  return new OrderFileError('too_large', message, { limit });
}
