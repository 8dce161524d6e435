import { entryChunks } from '../archive/entry-chunks';
import type { ReadRequest } from '../read-options';
import { chooseSheets } from '../rules/sheet-errors';
import type { CellContext } from '../xlsx/cell-value';
import { readSheetRow, type SheetRow } from '../xlsx/row-reader';
import type { PartsAccess, VisibleSheet, WorkbookParts } from '../xlsx/workbook-parts';
import { ByteWindow } from '../xml/byte-window';
import { utf8Chunks } from '../xml/utf8-chunks';
import { XmlReader } from '../xml/xml-reader';
import { GrowingStrings } from './growing-strings';
import { HeadRows } from './head-rows';
import type { FileHead, SheetHead } from './sheet-head';

/** The heads of the visible worksheets, or of the one that was asked for. */
export function xlsxHead(access: PartsAccess, parts: WorkbookParts, request: ReadRequest): FileHead {
  const sheets = parts.sheetNames.map(({ name, visible }) => ({ name, visible }));
  return { format: parts.format, sheets, heads: sheetHeads(access, parts, request), text: null };
}

async function* sheetHeads(
  access: PartsAccess,
  parts: WorkbookParts,
  request: ReadRequest,
): AsyncGenerator<SheetHead> {
  const strings = new GrowingStrings(access, parts.sharedStrings);
  const context = { strings, dateStyles: parts.dateStyles, from1904: parts.from1904 };
  try {
    for (const sheet of chooseSheets(parts.sheets, request.sheet)) {
      yield { name: sheet.name, rows: await readHead(access, sheet, context, request) };
    }
  } finally {
    await strings.close();
  }
}

async function readHead(
  access: PartsAccess,
  { entry }: VisibleSheet,
  context: CellContext & { readonly strings: GrowingStrings },
  { headerRow, limits, signal }: ReadRequest,
): Promise<HeadRows['rows']> {
  const head = new HeadRows(headerRow);
  const scanner = new HeadScanner(limits.maxRowBytes, context);
  for await (const chunk of utf8Chunks(entryChunks(access.source, entry, access.budget))) {
    signal?.throwIfAborted();
    scanner.window.append(chunk);
    for (let row = await scanner.next(); row !== undefined && !head.done; row = await scanner.next()) {
      head.add(row.row, row.cells);
    }
    if (head.done || scanner.ended) break;
  }
  return head.rows;
}

/** Reads rows one by one from the start of a worksheet. */
class HeadScanner {
  readonly window: ByteWindow;
  /** Whether the rows are behind. */
  ended = false;
  private inRows = false;
  private lastRow = 0;

  constructor(
    maxRowBytes: number,
    private readonly context: CellContext & { readonly strings: GrowingStrings },
  ) {
    this.window = new ByteWindow(maxRowBytes);
  }

  /** The next row that is there as a whole. */
  async next(): Promise<SheetRow | undefined> {
    const { window } = this;
    while (window.ready && !this.ended) {
      const reader = new XmlReader(window.bytes, window.start, window.end);
      const row = this.step(reader);
      if (row === 'more') window.consume(window.start);
      else if (row === undefined) window.consume(reader.at);
      else if (!(await this.context.strings.grow())) {
        window.consume(reader.at);
        this.lastRow = row.row;
        return row;
      }
    }
    return undefined;
  }

  /** One row, or undefined for a token between rows. */
  private step(reader: XmlReader): SheetRow | 'more' | undefined {
    const token = reader.next();
    if (token === 'more') return 'more';
    if (reader.name === 'sheetData' && token !== 'text') {
      this.inRows = token === 'open' && !reader.closesItself();
      this.ended = !this.inRows;
    } else if (token === 'open' && this.inRows) {
      if (reader.name === 'row') return readSheetRow(reader, this.lastRow, this.context) ?? 'more';
      return reader.skipElement() ? undefined : 'more';
    }
    return undefined;
  }
}
