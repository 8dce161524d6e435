import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type ArchiveRequest, type Job, MAX_ARCHIVE_FILES } from '@orders/contracts';
import { type SignedInUser } from '../auth/signed-in-user';
import { Problem } from '../problem/problem';
import { ArchiveNames } from './archive-names';
import { JobDownloadsService } from './job-downloads.service';
import { JobSelectionService } from './job-selection.service';
import { JobsService } from './jobs.service';
import { type ZipEntry, zipStream } from './zip-stream';

/** The format's own limit, without its 64-bit extension, is at 4 GB. */
const MAX_BYTES = 2 * 1024 ** 3;

/** The original files of several jobs as one download. */
@Injectable()
export class JobArchiveService {
  constructor(
    private readonly jobs: JobsService,
    private readonly selection: JobSelectionService,
    private readonly downloads: JobDownloadsService,
  ) {}

  /** A ZIP, written file by file as it is read. Files that retention has removed are left out. */
  async originals(user: SignedInUser, request: ArchiveRequest): Promise<Readable> {
    const jobs = (await this.chosen(user, request)).filter(({ fileAvailable }) => fileAvailable);
    if (jobs.length === 0) throw new Problem(404, 'file_missing', 'None of these files is stored any more.');
    if (jobs.reduce((sum, { file }) => sum + file.size, 0) > MAX_BYTES) {
      throw new Problem(413, 'payload_too_large', 'Together these files are larger than 2 GB: choose fewer.');
    }
    return Readable.from(zipStream(this.entries(user, jobs)), { objectMode: false });
  }

  private async chosen(user: SignedInUser, { ids, filter }: ArchiveRequest): Promise<Job[]> {
    if (ids) return Promise.all(ids.map((id) => this.jobs.find(user, id)));
    const { jobs, more } = await this.selection.matching(user, filter, MAX_ARCHIVE_FILES);
    if (more) {
      throw new Problem(
        413,
        'payload_too_large',
        `More than ${MAX_ARCHIVE_FILES} files match: narrow the filter.`,
      );
    }
    return jobs;
  }

  private async *entries(user: SignedInUser, jobs: Job[]): AsyncGenerator<ZipEntry> {
    const names = new ArchiveNames();
    for (const { id } of jobs) {
      const { name, stream } = await this.downloads.original(user, id);
      yield { name: names.nameFor(name), bytes: stream as AsyncIterable<Uint8Array> };
    }
  }
}
