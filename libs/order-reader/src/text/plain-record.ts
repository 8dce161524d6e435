import type { OrderSink } from '../engine/order-sink';
import { NAME, ORDER, PlainLine } from '../plain/plain-line';
import { isPlainName, type NumberedTexts } from '../plain/plain-names';
import { ORDER_FIELDS } from '../rules/cell';
import type { Header } from '../rules/header-finder';
import type { ByteWindow } from '../xml/byte-window';
import { CR, LF, QUOTE } from './record-reader';

const NO_TEXTS: NumberedTexts = {
  count: 0,
  address: () => 0,
  length: () => 0,
  pageOf: () => new Uint8Array(0),
  offsetOf: () => 0,
};

/**
 * Scans records straight from bytes, without a string or an object for a field. Whatever it does not know for certain
 * (doubled quotes, an error, a text to be cleaned) it leaves alone, and the exact reader takes the record.
 */
export class PlainRecordScanner {
  private readonly line: PlainLine;
  private readonly fields: Uint8Array;
  private others = false;
  /** The byte that ended the field read last. */
  private ender = 0;

  constructor(
    header: Header,
    private readonly separator: number,
    decimalSeparator: '.' | ',',
    sink: OrderSink,
  ) {
    this.fields = new Uint8Array(Math.max(...header.columns.map(({ column }) => column)) + 1);
    for (const { field, column } of header.columns) this.fields[column] = ORDER_FIELDS.indexOf(field) + 1;
    this.line = new PlainLine(sink, NO_TEXTS, isPlainName, decimalSeparator);
  }

  /** Scans the record at `at` and adds it as this row; gives the place behind it, or -1 where nothing was done. */
  scan(window: ByteWindow, at: number, row: number): number {
    const { bytes } = window;
    const { line, fields, separator } = this;
    line.clear();
    this.others = false;
    let i = at;
    for (let column = 0; ; column++) {
      i = this.readField(bytes, i, column < fields.length ? (fields[column] ?? 0) : 0);
      if (i < 0) return -1;
      if (this.ender !== separator) break;
      i++;
    }
    if (this.ender === 0) return -1;
    let next = i + 1;
    if (this.ender === CR) {
      if (bytes[next] !== LF) return -1;
      next++;
    }
    const done = line.blank ? !this.others : line.commit(row, window);
    return done ? next : -1;
  }

  /** Reads and stages a field, and gives the place of the byte that ends it. */
  private readField(bytes: Uint8Array, at: number, field: number): number {
    const { separator } = this;
    if (bytes[at] === QUOTE) return this.readQuoted(bytes, at + 1, field);
    let end = at;
    if (field !== 0 && field !== NAME && field !== ORDER && ((bytes[at] ?? 0) ^ 0x30) < 10) {
      end = this.line.stageNumber(field, bytes, at);
      if (end < 0) return -1;
    } else {
      let byte = bytes[end] ?? 0;
      while (byte !== separator && byte !== LF && byte !== CR && byte !== 0) byte = bytes[++end] ?? 0;
      if (field === NAME || field === ORDER) {
        if (end > at) this.line.stageText(field, at, end);
      } else if (end > at) {
        if (field !== 0) return -1;
        this.others = true;
      }
    }
    const ender = bytes[end] ?? 0;
    this.ender = ender;
    return ender === separator || ender === LF || ender === CR ? end : -1;
  }

  private readQuoted(bytes: Uint8Array, at: number, field: number): number {
    const { separator } = this;
    let end = at;
    if (field === 0 || field === NAME || field === ORDER) {
      let byte = bytes[end] ?? 0;
      while (byte !== QUOTE && byte !== 0) byte = bytes[++end] ?? 0;
      if (field === 0) this.others = true;
      else this.line.stageText(field, at, end);
    } else {
      end = this.line.stageNumber(field, bytes, at);
      if (end < 0) return -1;
    }
    if (bytes[end] !== QUOTE) return -1;
    const ender = bytes[end + 1] ?? 0;
    this.ender = ender;
    return ender === separator || ender === LF || ender === CR ? end + 1 : -1;
  }
}
