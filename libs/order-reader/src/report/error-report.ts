import type { SheetChoice } from '@orders/contracts';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { RejectedRow } from '../rules/row-judge';
import { gathered } from './gathered';
import { reportHeader, reportRow } from './report-columns';
import { looksLikeFormula, type OutCell, writeWorkbook } from './workbook-writer';

/** Rows of a report that are written; a file with more errors has a fault of another kind. */
export const MAX_REPORT_ROWS = 200_000;

/** Where a report goes: a path, or a stream that is ended with it. */
export type ReportTarget = string | Writable;

/** Kinds of report. */
export type ReportFormat = 'xlsx' | 'csv';

/**
 * Writes the rejected rows of a file as a file of the same columns, with row number and reasons, to be corrected and
 * uploaded again. Streamed: feed it from `onRejectedRows` of `summarizeOrders`, then `finish` it.
 *
 * ```ts
 * const report = new ErrorReport('errors.xlsx', 'xlsx');
 * await summarizeOrders('orders.xlsx', { onRejectedRows: (batch, sheet) => report.add(batch, sheet) });
 * const rows = await report.finish();
 * ```
 * In CSV a text that a spreadsheet program would take for a formula gets an apostrophe in front; in .xlsx it is
 * marked as text instead and stays as it is. Upload a CSV report with the decimal separator of the first upload.
 */
export class ErrorReport {
  private readonly target: Writable;
  private readonly rows = new PassThrough({ objectMode: true, highWaterMark: 1000 });
  private readonly written: Promise<void>;
  private separator: '.' | ',' = '.';
  private count = 0;

  constructor(
    target: ReportTarget,
    private readonly format: ReportFormat,
    private readonly maxRows = MAX_REPORT_ROWS,
  ) {
    this.target = typeof target === 'string' ? createWriteStream(target) : target;
    this.written = this.write();
    this.written.catch(() => undefined);
  }

  /** Adds rows, as far as they fit; waits for the target where it is slow. */
  async add(batch: readonly RejectedRow[], sheet: SheetChoice): Promise<void> {
    this.separator = sheet.decimalSeparator;
    if (this.count === 0 && batch.length > 0) await this.put(reportHeader(sheet));
    for (const row of batch) {
      if (this.count >= this.maxRows) return;
      this.count++;
      await this.put(reportRow(row, sheet));
    }
  }

  /** Completes the file and gives the number of rejected rows in it; without any it holds nothing but a header row's place. */
  async finish(): Promise<number> {
    this.rows.end();
    await this.written;
    return this.count;
  }

  private async put(cells: OutCell[]): Promise<void> {
    if (this.target.errored) throw this.target.errored;
    if (!this.rows.write(cells)) await Promise.race([once(this.rows, 'drain'), this.written]);
  }

  private async write(): Promise<void> {
    const rows = this.rows as AsyncIterable<OutCell[]>;
    const ended = finished(this.target);
    ended.catch(() => undefined);
    if (this.format === 'xlsx') {
      await writeWorkbook(this.target, [{ name: 'Rejected rows', widths: [40, 14, 14, 16, 18, 90], rows }]);
    } else await this.writeCsv(rows);
    this.target.end();
    await ended;
  }

  private async writeCsv(rows: AsyncIterable<OutCell[]>): Promise<void> {
    for await (const text of gathered(this.csvLines(rows))) {
      if (!this.target.write(text)) await once(this.target, 'drain');
    }
  }

  private async *csvLines(rows: AsyncIterable<OutCell[]>): AsyncGenerator<string, void, undefined> {
    let mark = '\uFEFF';
    for await (const cells of rows) {
      yield `${mark}${cells.map((cell) => this.csvField(cell)).join(',')}\r\n`;
      mark = '';
    }
  }

  private csvField({ kind, text }: OutCell): string {
    const plain = kind === 'number' || /^[+-]?[\d.,]+$/.test(text);
    const number = kind === 'number' && this.separator === ',' ? text.replace('.', ',') : text;
    const safe = !plain && looksLikeFormula(text) ? `'${text}` : number;
    return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }
}
