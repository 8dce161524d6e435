import type { OrderSink } from '../engine/order-sink';
import { corruptFile } from '../order-file-error';
import type { ReadRequest } from '../read-options';
import { type Header, HeaderFinder } from '../rules/header-finder';
import { noHeader, tooManyRows } from '../rules/sheet-errors';
import { ByteWindow } from '../xml/byte-window';
import { PlainRecordScanner } from './plain-record';
import { LF, readRecord } from './record-reader';

/** Scans a text file in UTF-8, chunk by chunk, and puts its records into the sink once the header is found. */
export class TextScanner {
  private readonly window: ByteWindow;
  private readonly finder: HeaderFinder;
  private readonly separatorByte: number;
  private header: Header | undefined;
  private plain: PlainRecordScanner | undefined;
  private row = 0;
  private lastByte = LF;

  constructor(
    private readonly request: ReadRequest,
    private readonly separator: string,
    private readonly sink: OrderSink,
  ) {
    this.window = new ByteWindow(request.limits.maxRowBytes);
    this.finder = new HeaderFinder(request);
    this.separatorByte = separator.charCodeAt(0);
  }

  /** Scans the next chunk. @throws OrderFileError `missing_columns`, `too_many_rows`, `too_large` */
  push(chunk: Uint8Array): void {
    const { window } = this;
    this.lastByte = chunk.at(-1) ?? this.lastByte;
    window.append(chunk);
    if (window.ready) window.consume(this.scan(window.start));
  }

  /** Ends the file: its last record may lack a line end. */
  finish(): void {
    const { window } = this;
    if (this.lastByte !== LF) window.append(Uint8Array.of(LF));
    window.consume(this.scan(window.start));
    if (window.end > window.start)
      throw corruptFile(`a quotation mark in row ${this.row + 1} is never closed`);
    if (this.header === undefined) throw noHeader([this.finder.failure()], this.request.headerRow);
  }

  private scan(from: number): number {
    const { window } = this;
    const { maxTextRows } = this.request.limits;
    for (let at = from; at < window.end;) {
      let next = this.plain === undefined ? -1 : this.plain.scan(window, at, this.row + 1);
      if (next < 0 || next > window.end) next = this.readExactly(at);
      if (next === at) return at;
      if (++this.row > maxTextRows) throw tooManyRows(maxTextRows);
      at = next;
    }
    return window.end;
  }

  private readExactly(at: number): number {
    const { bytes, end } = this.window;
    const record = readRecord(bytes, at, end, this.separatorByte);
    if (record === undefined) return at;
    const row = this.row + 1;
    if (this.header !== undefined) this.sink.addCells(row, record.cells);
    else {
      this.header = this.finder.offer(row, record.cells);
      if (this.header !== undefined) this.begin(this.header);
      else if (!this.finder.mayBeHeader(row + 1) && row >= (this.request.headerRow ?? 0)) {
        throw noHeader([this.finder.failure()], this.request.headerRow);
      }
    }
    return record.next;
  }

  private begin(header: Header): void {
    this.sink.begin(this.separator === '\t' ? 'tsv' : 'csv', null, header);
    const distinct = new Set(header.columns.map(({ column }) => column)).size === header.columns.length;
    if (!distinct) return;
    const { decimalSeparator } = this.request;
    this.plain = new PlainRecordScanner(header, this.separatorByte, decimalSeparator, this.sink);
  }
}
