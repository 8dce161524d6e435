import { join } from 'node:path';
import { type SheetChoice } from '@orders/contracts';
import { ErrorReport, type RejectedRow } from '@orders/order-reader';
import { type ReportFiles } from './parser-messages';

interface OpenReport {
  files: ReportFiles;
  writers: ErrorReport[];
}

/** Writes a file's rejected rows with their reasons in both formats; a file without any leaves no report. */
export class RejectedRowsReport {
  private report: OpenReport | undefined;

  constructor(
    private readonly folder: string,
    private readonly maxRows: number,
  ) {}

  async add(rows: RejectedRow[], sheet: SheetChoice): Promise<void> {
    if (this.maxRows === 0) return;
    this.report ??= this.open();
    for (const writer of this.report.writers) await writer.add(rows, sheet);
  }

  /** Completes both files; gives their paths, or null when nothing was rejected. */
  async finish(): Promise<ReportFiles | null> {
    if (!this.report) return null;
    for (const writer of this.report.writers) await writer.finish();
    return this.report.files;
  }

  private open(): OpenReport {
    const files = { csv: join(this.folder, 'errors.csv'), xlsx: join(this.folder, 'errors.xlsx') };
    return {
      files,
      writers: [
        new ErrorReport(files.csv, 'csv', this.maxRows),
        new ErrorReport(files.xlsx, 'xlsx', this.maxRows),
      ],
    };
  }
}
