import { buffer } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import { FileMissingError, FileStore, type JobRecord } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { oneLine } from './one-line';

export interface ReportAttachment {
  filename: string;
  content: Buffer;
  contentType: string;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MAX_NAME = 100;

/** The rejected rows of reported jobs, to be corrected and uploaded again, where they are small enough for a mail. */
@Injectable()
export class ReportAttachments {
  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly files: FileStore,
  ) {}

  /** Each job's error report in turn, as long as all together stay within `MAIL_ATTACHMENT_KB`. */
  async of(jobs: JobRecord[]): Promise<ReportAttachment[]> {
    let room = this.config.MAIL_ATTACHMENT_KB * 1024;
    const attachments: ReportAttachment[] = [];
    for (const { errorReport, resultFence, file } of jobs) {
      // What a job that was started again once had is not its report any more.
      if (!errorReport || resultFence === null || room === 0) continue;
      const content = await this.read(errorReport.xlsx, room);
      if (!content) continue;
      room -= content.length;
      attachments.push({ filename: nameFor(file.name), content, contentType: XLSX });
    }
    return attachments;
  }

  /** Undefined for a file that is larger than `room`, or gone. */
  private async read(
    id: NonNullable<JobRecord['errorReport']>['xlsx'],
    room: number,
  ): Promise<Buffer | undefined> {
    try {
      const { stream, size } = await this.files.open('errorReports', id);
      return size <= room ? await buffer(stream) : undefined;
    } catch (error) {
      if (error instanceof FileMissingError) return undefined;
      throw error;
    }
  }
}

/** As the download is called; no name of ours leads out of a folder. */
const nameFor = (fileName: string): string =>
  `${oneLine(fileName)
    .replace(/\.[^.]*$/, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .slice(0, MAX_NAME)} - rejected rows.xlsx`;
