import { Inject, Injectable } from '@nestjs/common';
import {
  type Job,
  type JobCounts,
  type JobListQuery,
  type JobPage,
  type MailContent,
  type RowErrorPage,
  type RowErrorQuery,
} from '@orders/contracts';
import {
  FileStore,
  JobIntake,
  type JobRecord,
  JobStore,
  Mailbox,
  RowErrorStore,
  toJob,
} from '@orders/persistence';
import { scopeOf, type SignedInUser } from '../auth/signed-in-user';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { notFound, Problem } from '../problem/problem';
import { LiveEvents } from '../realtime/live-events';

@Injectable()
export class JobsService {
  constructor(
    private readonly jobs: JobStore,
    private readonly intake: JobIntake,
    private readonly rowErrors: RowErrorStore,
    private readonly files: FileStore,
    private readonly mailbox: Mailbox,
    private readonly live: LiveEvents,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  async list(user: SignedInUser, query: JobListQuery): Promise<JobPage> {
    const page = await this.jobs.list(scopeOf(user), query);
    return { ...page, items: page.items.map(toJob) };
  }

  counts(user: SignedInUser, query: JobListQuery): Promise<JobCounts> {
    return this.jobs.counts(scopeOf(user), query);
  }

  async find(user: SignedInUser, id: string): Promise<Job> {
    return toJob(await this.record(user, id));
  }

  async rowErrorsOf(user: SignedInUser, id: string, query: RowErrorQuery): Promise<RowErrorPage> {
    const job = await this.record(user, id);
    if (job.resultFence === null) return { items: [], nextCursor: null, total: 0 };
    return this.rowErrors.list(id, job.resultFence, query);
  }

  async reportOf(user: SignedInUser, id: string): Promise<MailContent> {
    const mail = await this.mailbox.findByJob(scopeOf(user), id);
    if (!mail) throw notFound('A report of this job');
    return mail;
  }

  async cancel(user: SignedInUser, id: string): Promise<Job> {
    const cancelled = await this.jobs.cancel(scopeOf(user), id);
    if (!cancelled) {
      await this.record(user, id);
      throw new Problem(409, 'job_finished', 'The job has already ended.');
    }
    const job = toJob(cancelled);
    this.live.jobFinished(job);
    return job;
  }

  async retry(user: SignedInUser, id: string): Promise<Job> {
    const retried = await this.jobs.retry(scopeOf(user), id);
    if (!retried) {
      const { file } = await this.record(user, id);
      if (!file.id)
        throw new Problem(409, 'file_missing', 'The original file has been removed: upload it again.');
      throw new Problem(409, 'job_not_retryable', 'Only failed and cancelled jobs can be retried.');
    }
    const job = toJob(retried);
    this.live.jobChanged(job);
    return job;
  }

  /** A new job for the same file: a completed one is never run again. */
  async reprocess(user: SignedInUser, id: string): Promise<Job> {
    const { file, options } = await this.record(user, id);
    if (!file.id)
      throw new Problem(409, 'file_missing', 'The original file has been removed: upload it again.');
    const stored = { id: file.id, size: file.size, sha256: file.sha256, name: file.name };
    const [record] =
      (await this.intake.enqueue(
        user,
        [{ file: stored, options, reprocessOf: id }],
        this.config.MAX_ATTEMPTS,
      )) ?? [];
    if (!record) throw new Error('No job was made');
    const job = toJob(record);
    this.live.jobCreated(job);
    return job;
  }

  async remove(user: SignedInUser, id: string): Promise<void> {
    const removed = await this.jobs.removeFinished(scopeOf(user), id);
    if (!removed) {
      await this.record(user, id);
      throw new Problem(409, 'job_not_finished', 'Cancel the job first.');
    }
    await this.rowErrors.removeAllOf(id);
    const { file, errorReport } = removed;
    if (file.id) await this.files.release('orderFiles', file.id);
    if (errorReport) {
      await this.files.discard('errorReports', errorReport.csv);
      await this.files.discard('errorReports', errorReport.xlsx);
    }
  }

  /** The job as stored; someone else's does not exist. */
  async record(user: SignedInUser, id: string): Promise<JobRecord> {
    const job = await this.jobs.find(scopeOf(user), id);
    if (!job) throw notFound('The job');
    return job;
  }
}
