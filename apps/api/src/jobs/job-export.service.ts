import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Job, type JobListQuery } from '@orders/contracts';
import { type SignedInUser } from '../auth/signed-in-user';
import { csvLine } from './csv-line';
import { JobsService } from './jobs.service';

const MAX_ROWS = 100_000;
const PAGE = 200;
/** Tells spreadsheet programs that the text is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

const COLUMNS: [header: string, value: (job: Job) => string | number | null | undefined][] = [
  ['id', (job) => job.id],
  ['file', (job) => job.file.name],
  ['bytes', (job) => job.file.size],
  ['owner', (job) => job.owner.email],
  ['status', (job) => job.status],
  ['rowsAccepted', (job) => job.metrics?.rowsAccepted],
  ['rowsRejected', (job) => job.metrics?.rowsRejected],
  ['orders', (job) => job.metrics?.orders],
  ['items', (job) => job.metrics?.itemsTotal],
  ['revenue', (job) => job.metrics?.revenue],
  ['averageOrderValue', (job) => job.metrics?.averageOrderValue],
  ['error', (job) => job.error?.message],
  ['createdAt', (job) => job.createdAt],
  ['startedAt', (job) => job.startedAt],
  ['finishedAt', (job) => job.finishedAt],
];

/** The history as a file. */
@Injectable()
export class JobExportService {
  constructor(private readonly jobs: JobsService) {}

  /** CSV (RFC 4180), written page by page as it is read. */
  csv(user: SignedInUser, query: JobListQuery): Readable {
    return Readable.from(this.lines(user, query));
  }

  private async *lines(user: SignedInUser, query: JobListQuery): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(COLUMNS.map(([header]) => header));
    let cursor = query.cursor;
    let rows = 0;
    do {
      const page = await this.jobs.list(user, { ...query, limit: PAGE, cursor });
      yield page.items.map((job) => csvLine(COLUMNS.map(([, value]) => value(job)))).join('');
      rows += page.items.length;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && rows < MAX_ROWS);
  }
}
