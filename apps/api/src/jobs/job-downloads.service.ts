import { type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { FileMissingError, FileStore } from '@orders/persistence';
import { type SignedInUser } from '../auth/signed-in-user';
import { notFound, Problem } from '../problem/problem';
import { JobsService } from './jobs.service';

export interface Download {
  name: string;
  stream: Readable;
  size: number;
}

/** Files that belong to a job: what was uploaded, and the report of rejected rows. */
@Injectable()
export class JobDownloadsService {
  constructor(
    private readonly jobs: JobsService,
    private readonly files: FileStore,
  ) {}

  async original(user: SignedInUser, id: string): Promise<Download> {
    const { file } = await this.jobs.record(user, id);
    if (!file.id) throw new Problem(404, 'file_missing', 'The original file has been removed.');
    return { name: file.name, ...(await this.open('orderFiles', file.id)) };
  }

  async errorReport(user: SignedInUser, id: string, format: 'csv' | 'xlsx'): Promise<Download> {
    const { file, errorReport, resultFence } = await this.jobs.record(user, id);
    if (!errorReport || resultFence === null) throw notFound('A report of rejected rows');
    const base = file.name.replace(/\.[^.]*$/, '');
    return {
      name: `${base} - rejected rows.${format}`,
      ...(await this.open('errorReports', errorReport[format])),
    };
  }

  private async open(...place: Parameters<FileStore['open']>): Promise<{ stream: Readable; size: number }> {
    try {
      return await this.files.open(...place);
    } catch (error) {
      if (error instanceof FileMissingError)
        throw new Problem(404, 'file_missing', 'The file has been removed.');
      throw error;
    }
  }
}
