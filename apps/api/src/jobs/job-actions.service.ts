import { Inject, Injectable } from '@nestjs/common';
import { type Job } from '@orders/contracts';
import { FileStore, JobIntake, JobStore, RowErrorStore, toJob } from '@orders/persistence';
import { scopeOf, type SignedInUser } from '../auth/signed-in-user';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { Problem } from '../problem/problem';
import { LiveEvents } from '../realtime/live-events';
import { JobsService } from './jobs.service';

/** What a person may do to a job. */
@Injectable()
export class JobActionsService {
  constructor(
    private readonly reader: JobsService,
    private readonly jobs: JobStore,
    private readonly intake: JobIntake,
    private readonly rowErrors: RowErrorStore,
    private readonly files: FileStore,
    private readonly live: LiveEvents,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  async setPriority(user: SignedInUser, id: string, priority: number): Promise<Job> {
    const changed = await this.jobs.setPriority(scopeOf(user), id, priority);
    if (!changed) {
      await this.reader.record(user, id);
      throw new Problem(409, 'job_finished', 'The job has already ended.');
    }
    const job = toJob(changed);
    this.live.jobChanged(job);
    return job;
  }

  async cancel(user: SignedInUser, id: string): Promise<Job> {
    const cancelled = await this.jobs.cancel(scopeOf(user), id);
    if (!cancelled) {
      await this.reader.record(user, id);
      throw new Problem(409, 'job_finished', 'The job has already ended.');
    }
    const job = toJob(cancelled);
    this.live.jobFinished(job);
    return job;
  }

  async retry(user: SignedInUser, id: string): Promise<Job> {
    const retried = await this.jobs.retry(scopeOf(user), id);
    if (!retried) {
      const { file } = await this.reader.record(user, id);
      if (!file.id)
        throw new Problem(409, 'file_missing', 'The original file has been removed: upload it again.');
      throw new Problem(409, 'job_not_retryable', 'Only failed and cancelled jobs can be retried.');
    }
    const job = toJob(retried);
    this.live.jobChanged(job);
    return job;
  }

  async acknowledge(user: SignedInUser, id: string): Promise<Job> {
    const acknowledged = await this.jobs.acknowledge(scopeOf(user), id);
    if (!acknowledged) return toJob(await this.reader.record(user, id));
    const job = toJob(acknowledged);
    this.live.jobChanged(job);
    return job;
  }

  /** A new job for the same file: a completed one is never run again. */
  async reprocess(user: SignedInUser, id: string): Promise<Job> {
    const { file, options } = await this.reader.record(user, id);
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
      await this.reader.record(user, id);
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
}
