import type { OrderFileFormat } from '@orders/contracts';
import type { OrderSink } from '../engine/order-sink';
import { corruptFile } from '../order-file-error';
import type { ReadRequest } from '../read-options';
import { HeaderFinder, type Header } from '../rules/header-finder';
import { type SheetFailure, tooManyRows } from '../rules/sheet-errors';
import { ByteWindow } from '../xml/byte-window';
import { PrefixStripper } from '../xml/prefix-stripper';
import { XmlReader } from '../xml/xml-reader';
import { PlainRowScanner, type SheetContext } from './plain-row';
import { UsualRowReader } from './usual-row';
import { readSheetRow, type SheetRow } from './row-reader';

/** Rows that are looked at, and kept, before a sheet is given up for want of a header. */
const ROWS_WITHOUT_HEADER = 64;

const ROW_CLOSE = Buffer.from('</row>');

/** Where the scanner is in the part: before the rows, among them, behind them, or giving the sheet up. */
type Place = 'head' | 'rows' | 'tail' | 'no-header';

/** Scans the XML of one worksheet, chunk by chunk, and puts its rows into the sink once the header is found. */
export class SheetScanner {
  place: Place = 'head';
  private readonly window: ByteWindow;
  private readonly finder: HeaderFinder;
  private readonly waiting: SheetRow[] = [];
  private plain: PlainRowScanner | undefined;
  private usual: UsualRowReader | undefined;
  private header: Header | undefined;
  private stripper: PrefixStripper | undefined;
  private lastRow = 0;
  private rowsSeen = 0;

  constructor(
    private readonly request: ReadRequest,
    private readonly sheet: { readonly format: OrderFileFormat; readonly name: string },
    private readonly context: SheetContext,
    private readonly sink: OrderSink,
  ) {
    this.window = new ByteWindow(request.limits.maxRowBytes);
    this.finder = new HeaderFinder(request);
  }

  /** What was missing in a sheet that was given up. */
  get failure(): SheetFailure {
    return this.finder.failure();
  }

  /** Scans the next chunk of the part. */
  push(chunk: Uint8Array): void {
    const { window } = this;
    if (this.place === 'tail' || this.place === 'no-header') return;
    window.append(chunk);
    this.stripper?.strip(window, chunk.length);
    if (window.ready) window.consume(this.scan(window.start, this.wholeRowsEnd()));
  }

  /** Ends the part. @throws OrderFileError `corrupt_file` when its rows had not ended */
  finish(): void {
    const { window } = this;
    if (this.place === 'head' || this.place === 'rows') window.consume(this.scan(window.start, window.end));
    if (this.place === 'rows') throw corruptFile('its rows are cut off');
    if (this.header === undefined) this.place = 'no-header';
  }

  /** Where the last row ends whose end is there: the one that is cut there need not be tried. */
  private wholeRowsEnd(): number {
    const { bytes, start, end } = this.window;
    if (this.plain === undefined) return end;
    const last = Buffer.from(bytes.buffer, start, end - start).lastIndexOf(ROW_CLOSE);
    return last < 0 ? end : start + last + ROW_CLOSE.length;
  }

  /** Scans up to the end, or to `until` where a row ends. */
  private scan(from: number, until: number): number {
    const { window } = this;
    for (let at = from; ;) {
      if (this.place === 'tail' || this.place === 'no-header') return window.end;
      if (at === until) return at;
      const fast = this.plain === undefined ? -1 : this.plain.scan(window, at);
      if (fast >= 0) {
        this.countRow(this.plain?.row ?? 0);
        at = fast;
        continue;
      }
      const usual = this.usual?.read(window, at) ?? -1;
      const next = usual < 0 ? this.readExactly(at) : usual;
      if (usual >= 0) this.takeUsualRow();
      if (next === at) return at;
      at = next;
    }
  }

  /** One row, or one token between rows, by the exact reader; gives `at` when the bytes end before it does. */
  private readExactly(at: number): number {
    const reader = new XmlReader(this.window.bytes, at, this.window.end);
    const token = reader.next();
    if (token === 'more') return at;
    if (this.place === 'head') this.readHead(reader, token === 'open');
    else if (token === 'close') this.endRows(reader);
    else if (token === 'open') {
      if (reader.name !== 'row' || reader.prefix !== '') return reader.skipElement() ? reader.at : at;
      const row = readSheetRow(reader, this.lastRow, this.context);
      if (row === undefined) return at;
      this.countRow(row.row);
      this.takeRow(row);
    }
    return reader.at;
  }

  private readHead(reader: XmlReader, opened: boolean): void {
    if (!opened) return;
    if (reader.name !== 'sheetData') return;
    if (reader.closesItself()) {
      this.endRows(reader);
      return;
    }
    this.place = 'rows';
    if (reader.prefix === '') return;
    this.stripper = new PrefixStripper(reader.prefix);
    this.stripper.strip(this.window, this.window.end - reader.at);
  }

  private endRows(reader: XmlReader): void {
    if (reader.name !== 'sheetData') throw corruptFile('its tags do not match');
    this.place = this.header === undefined ? 'no-header' : 'tail';
  }

  private takeUsualRow(): void {
    const { row = 0, cells } = this.usual ?? {};
    this.countRow(row);
    if (cells !== undefined) this.sink.addCells(row, cells);
  }

  private countRow(row: number): void {
    this.lastRow = row;
    const { maxSheetRows } = this.request.limits;
    if (++this.rowsSeen > maxSheetRows) throw tooManyRows(maxSheetRows);
  }

  private takeRow(row: SheetRow): void {
    if (this.header !== undefined) {
      if (row.row > this.header.row) this.sink.addCells(row.row, row.cells);
      return;
    }
    this.header = this.finder.offer(row.row, row.cells);
    if (this.header !== undefined) this.begin(this.header);
    else if (row.cells.size > 0 && this.finder.keepsRow(row.row)) {
      this.waiting.push(row);
      if (this.waiting.length >= ROWS_WITHOUT_HEADER) this.place = 'no-header';
    }
  }

  private begin(header: Header): void {
    const { format, name } = this.sheet;
    this.sink.begin(format, name, header);
    for (const { row, cells } of this.waiting) if (row > header.row) this.sink.addCells(row, cells);
    this.waiting.length = 0;
    const distinct = new Set(header.columns.map(({ column }) => column)).size === header.columns.length;
    if (!distinct) return;
    const { decimalSeparator } = this.request;
    this.plain = new PlainRowScanner(header, this.sink, this.context, decimalSeparator);
    this.usual = new UsualRowReader(header, this.context);
  }
}
