import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type ReadLimits } from '@orders/order-reader';
import { FileMissingError, FileStore, type JobRecord } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { type ReadListener } from './parser-child';
import { ParserFailedError } from './parser-errors';
import { type ParserOutcome, type ReadCommand } from './parser-messages';
import { ParserPool } from './parser-pool';

const BYTES_PER_MB = 1024 * 1024;

/** How a parser's work went that ran to its end. */
export type FinishedOutcome = Exclude<ParserOutcome, { type: 'failed' }>;
/** How a reading of the whole file went that ran to its end. */
export type ReadOutcome = Exclude<FinishedOutcome, { type: 'previewed' }>;

/** Fetches a stored file and has a parser process look at it. */
@Injectable()
export class OrderFileReader {
  private readonly limits: Partial<ReadLimits>;

  constructor(
    @Inject(WORKER_CONFIG) config: WorkerConfig,
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
  async fetch(
    fileId: JobRecord['file']['id'],
    folder: string,
    signal: AbortSignal,
    name = 'orders',
  ): Promise<string> {
    if (!fileId) throw new FileMissingError();
    const { stream } = await this.files.open('orderFiles', fileId);
    const path = join(folder, name);
    await pipeline(stream, createWriteStream(path), { signal });
    return path;
  }

  /**
   * Reads the whole file.
   * @throws ParserCrashedError, ParserTimeoutError, ParserFailedError, the signal's reason, the listener's error
   */
  async read(
    command: Omit<ReadCommand, 'task' | 'limits'>,
    listener: ReadListener,
    signal: AbortSignal,
  ): Promise<ReadOutcome> {
    const outcome = await this.run({ ...command, task: 'read' }, listener, signal);
    if (outcome.type === 'previewed') throw new ParserFailedError('The parser did something else');
    return outcome;
  }

  /** Looks at the head of the file. @throws as {@link read} */
  async preview(
    command: Pick<ReadCommand, 'path' | 'options' | 'folder'>,
    signal: AbortSignal,
  ): Promise<FinishedOutcome> {
    const listener = { onProgress: () => undefined, onRowErrors: () => Promise.resolve() };
    return this.run({ ...command, task: 'preview', rowErrorsKept: 0, reportRows: 0 }, listener, signal);
  }

  private async run(
    command: Omit<ReadCommand, 'limits'>,
    listener: ReadListener,
    signal: AbortSignal,
  ): Promise<FinishedOutcome> {
    const outcome = await this.parsers.run({ ...command, limits: this.limits }, listener, signal);
    if (outcome.type === 'failed') throw new ParserFailedError(outcome.reason);
    return outcome;
  }
}
