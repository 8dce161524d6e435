import { Inject, Injectable } from '@nestjs/common';
import { type ClaimedJob } from '@orders/persistence';
import { RememberedColumns } from '../columns/remembered-columns';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { OrderFileReader, type ReadOutcome } from '../parser/order-file-reader';
import { type ReadListener } from '../parser/parser-child';
import { EarlierFiles } from './earlier-files';

/** Has a job's file read as its owner wants it read. */
@Injectable()
export class JobReader {
  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly reader: OrderFileReader,
    private readonly columns: RememberedColumns,
    private readonly earlierFiles: EarlierFiles,
  ) {}

  /** Fetches the file into `folder`; gives its path there. @throws FileMissingError, the signal's reason */
  fetch(job: ClaimedJob, folder: string, signal: AbortSignal): Promise<string> {
    return this.reader.fetch(job.file.id, folder, signal);
  }

  /** @throws as OrderFileReader.read */
  async read(
    job: ClaimedJob,
    path: string,
    folder: string,
    listener: ReadListener,
    signal: AbortSignal,
  ): Promise<ReadOutcome> {
    const options = await this.columns.optionsFor(job, path, folder, signal);
    const earlier = await this.earlierFiles.fetch(job, folder, signal);
    const { ROW_ERRORS_KEPT: rowErrorsKept, REPORT_ROWS: reportRows } = this.config;
    return this.reader.read({ path, options, earlier, folder, rowErrorsKept, reportRows }, listener, signal);
  }
}
