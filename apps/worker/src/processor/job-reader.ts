import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type ClaimedJob, FileMissingError, FileStore } from '@orders/persistence';
import { type ReadLimits } from '@orders/order-reader';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { type ReadListener } from '../parser/parser-child';
import { ParserFailedError } from '../parser/parser-errors';
import { type ParserOutcome } from '../parser/parser-messages';
import { ParserPool } from '../parser/parser-pool';

const BYTES_PER_MB = 1024 * 1024;

/** How a reading went that ran to its end. */
export type ReadOutcome = Exclude<ParserOutcome, { type: 'failed' }>;

/** Fetches a job's file from storage and has a parser process read it. */
@Injectable()
export class JobReader {
  private readonly limits: Partial<ReadLimits>;

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly files: FileStore,
    private readonly parsers: ParserPool,
  ) {
    this.limits = {
      maxFileBytes: config.MAX_FILE_MB * BYTES_PER_MB,
      maxSheetRows: config.MAX_SHEET_ROWS,
      maxTextRows: config.MAX_TEXT_ROWS,
    };
  }

  /** Fetches the file into `folder`; gives its path there. @throws FileMissingError, the signal's reason */
  async fetch(job: ClaimedJob, folder: string, signal: AbortSignal): Promise<string> {
    if (!job.file.id) throw new FileMissingError();
    const { stream } = await this.files.open('orderFiles', job.file.id);
    const path = join(folder, 'orders');
    await pipeline(stream, createWriteStream(path), { signal });
    return path;
  }

  /** @throws ParserCrashedError, ParserTimeoutError, ParserFailedError, the signal's reason, the listener's error */
  async read(
    job: ClaimedJob,
    path: string,
    folder: string,
    listener: ReadListener,
    signal: AbortSignal,
  ): Promise<ReadOutcome> {
    const command = {
      path,
      options: job.options,
      limits: this.limits,
      rowErrorsKept: this.config.ROW_ERRORS_KEPT,
      reportRows: this.config.REPORT_ROWS,
      folder,
    };
    const outcome = await this.parsers.run(command, listener, signal);
    if (outcome.type === 'failed') throw new ParserFailedError(outcome.reason);
    return outcome;
  }
}
