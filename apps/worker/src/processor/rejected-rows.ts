import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { type ClaimedJob, FileStore, type JobResult, RowErrorStore } from '@orders/persistence';
import { type ReportFiles } from '../parser/parser-messages';

type ErrorReport = NonNullable<JobResult['errorReport']>;

/** What an attempt rejected: as files to correct, pending until the job's end refers to them, and as row errors. */
@Injectable()
export class RejectedRows {
  constructor(
    private readonly files: FileStore,
    private readonly rowErrors: RowErrorStore,
  ) {}

  async store(
    job: ClaimedJob,
    reports: ReportFiles | null,
    signal: AbortSignal,
  ): Promise<ErrorReport | null> {
    if (!reports) return null;
    const options = { signal, attempt: { jobId: job.record._id, fence: job.fence } };
    const csv = await this.files.save('errorReports', 'errors.csv', createReadStream(reports.csv), options);
    const xlsx = await this.files.save(
      'errorReports',
      'errors.xlsx',
      createReadStream(reports.xlsx),
      options,
    );
    return { csv: csv.id, xlsx: xlsx.id };
  }

  /** A job's end refers to them now. */
  async keep({ csv, xlsx }: ErrorReport): Promise<void> {
    await this.files.keep([csv, xlsx]);
  }

  async discard({ csv, xlsx }: ErrorReport): Promise<void> {
    await this.files.discard('errorReports', csv);
    await this.files.discard('errorReports', xlsx);
  }

  /** Removes the row errors of the attempts before this one; what stays here goes with the job's retention. */
  async removeLosers({ id, fence }: ClaimedJob): Promise<void> {
    if (fence > 1) await this.rowErrors.removeLosers(id, fence).catch(() => undefined);
  }
}
