import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { FileStore, type JobRecord, JobStore, RowErrorStore, StagedUploadStore } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { RecurringStep } from '../recurring-step';

const DAY_MS = 86_400_000;
/** What is done in one go before others get their turn at the database. */
const BATCH = 100;

/** Removes files that no job refers to, and what ended jobs have kept long enough. Never what a job needs. */
@Injectable()
export class RetentionSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RetentionSweep.name);
  private readonly sweeping = new RecurringStep('The sweep', () => this.sweep(), this.logger);

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly scheduler: SchedulerRegistry,
    private readonly files: FileStore,
    private readonly jobs: JobStore,
    private readonly rowErrors: RowErrorStore,
    private readonly staged: StagedUploadStore,
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'sweep',
      setInterval(() => this.sweeping.run(), this.config.SWEEP_MS),
    );
    this.sweeping.run();
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweeping.stop();
  }

  private async sweep(): Promise<void> {
    const unneeded = await this.sweepPendingFiles();
    const expired = await this.sweepEndedJobs();
    if (unneeded + expired > 0) {
      this.logger.log(`Removed ${unneeded} files without a job, and the files of ${expired} old jobs`);
    }
  }

  private async sweepPendingFiles(): Promise<number> {
    let removed = 0;
    const pending = await this.files.pendingSince(new Date(Date.now() - this.config.PENDING_FILE_MS), BATCH);
    for (const { _id, bucket, jobId, fence } of pending) {
      const needed =
        jobId && fence !== null ? await this.jobs.hasResult(jobId, fence) : await this.isInUse(_id);
      if (needed) await this.files.keep([_id]);
      else await this.files.remove(bucket, _id);
      removed += needed ? 0 : 1;
    }
    return removed;
  }

  private async isInUse(fileId: JobRecord['_id']): Promise<boolean> {
    return (await this.jobs.usesFile(fileId)) || (await this.staged.usesFile(fileId));
  }

  private async sweepEndedJobs(): Promise<number> {
    const due = await this.jobs.withFilesOlderThan(this.config.FILE_RETENTION_DAYS * DAY_MS, BATCH);
    for (const job of due) await this.forget(job);
    return due.length;
  }

  /** The job lets go first: a file that is left over is found again, one that is missing would be an error. */
  private async forget(job: JobRecord): Promise<void> {
    const { csv, xlsx } = job.errorReport ?? {};
    if (job.file.id) await this.files.release('orderFiles', job.file.id);
    await this.jobs.forgetFile(job._id);
    if (job.file.id && !(await this.isInUse(job.file.id))) {
      await this.files.remove('orderFiles', job.file.id);
    }
    for (const id of [csv, xlsx]) if (id) await this.files.remove('errorReports', id);
    await this.rowErrors.removeAllOf(job._id.toHexString());
  }
}
