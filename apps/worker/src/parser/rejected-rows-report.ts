import { type SheetChoice } from '@orders/contracts';
import { type RejectedRow } from '@orders/order-reader';
import { type ReportFiles } from './parser-messages';

/** Gathers a file's rejected rows, and writes them with their reasons for people to correct. */
export class RejectedRowsReport {
  private readonly rows: RejectedRow[] = [];
  private sheet: SheetChoice | undefined;

  constructor(
    private readonly folder: string,
    private readonly maxRows: number,
  ) {}

  add(rows: RejectedRow[], sheet: SheetChoice): void {
    this.sheet = sheet;
    this.rows.push(...rows.slice(0, this.maxRows - this.rows.length));
  }

  finish(): Promise<ReportFiles | null> {
    return Promise.resolve(null);
  }
}
