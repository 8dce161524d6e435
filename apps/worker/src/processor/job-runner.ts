import { Inject, Injectable, Logger } from '@nestjs/common';
import { type ClaimedJob, JobQueue, LeaseLostError, RowErrorStore } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { JobEvents } from '../events/job-events';
import { WorkFolders } from '../workspace/work-folders';
import { Heartbeat } from './heartbeat';
import { JobEnding } from './job-ending';
import { JobReader } from './job-reader';
import { persistentWrite } from './persistent-write';
import { ProgressReporter } from './progress-reporter';
import { RowErrorWriter } from './row-error-writer';
import { judgeFailure } from './run-failure';
import { WorkerStoppingError } from './worker-stopping.error';

/** Runs one claimed job from its file to its end, or gives it back. */
@Injectable()
export class JobRunner {
  private readonly logger = new Logger(JobRunner.name);

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly queue: JobQueue,
    private readonly rowErrors: RowErrorStore,
    private readonly folders: WorkFolders,
    private readonly reader: JobReader,
    private readonly ending: JobEnding,
    private readonly events: JobEvents,
  ) {}

  /**
   * Never throws: whatever happens is settled with the queue, or left to the recovery of leases. An abort
   * with LeaseLostError ends the run without a trace, one with WorkerStoppingError hands the job back.
   */
  async run(job: ClaimedJob, stop: AbortController): Promise<void> {
    const onLeaseLost = (error: LeaseLostError): void => stop.abort(error);
    const heartbeat = new Heartbeat(this.queue, job, this.config.LEASE_MS, onLeaseLost);
    const progress = new ProgressReporter(job, this.queue, this.events, onLeaseLost);
    try {
      this.events.changed(job.record);
      await this.process(job, progress, stop.signal);
    } catch (error) {
      await progress.stop();
      await this.settle(job, stop.signal.aborted ? stop.signal.reason : error);
    } finally {
      heartbeat.stop();
      await progress.stop();
    }
  }

  private async process(job: ClaimedJob, progress: ProgressReporter, signal: AbortSignal): Promise<void> {
    await using folder = await this.folders.make();
    if (job.fence > 1) await this.rowErrors.removeLosers(job.id, job.fence);
    progress.enter('preparing');
    const path = await this.reader.fetch(job, folder.path, signal);
    progress.enter('reading');
    const errors = new RowErrorWriter(job, this.queue, this.rowErrors, this.config.LEASE_MS);
    const listener = {
      onProgress: progress.update.bind(progress),
      onRowErrors: errors.add.bind(errors),
    };
    const read = await this.reader.read(job, path, folder.path, listener, signal);
    progress.enter('saving');
    await progress.stop();
    signal.throwIfAborted();
    await this.ending.conclude(job, read, signal);
    this.logger.log(`Job ${job.id} ${read.type}, attempt ${job.attempt}`);
  }

  private async settle(job: ClaimedJob, error: unknown): Promise<void> {
    try {
      await this.settleWithQueue(job, error);
    } catch (failure) {
      if (failure instanceof LeaseLostError) this.logger.log(`Job ${job.id} is no longer this worker's`);
      // The database is away for long: the lease will end and any worker will take the job up again.
      else this.logger.warn(`Job ${job.id} could not be given back: ${String(failure)}`);
    }
  }

  private async settleWithQueue(job: ClaimedJob, error: unknown): Promise<void> {
    if (error instanceof LeaseLostError) throw error;
    if (error instanceof WorkerStoppingError) {
      this.events.changed(await persistentWrite(() => this.queue.handBack(job), this.config.GRACE_MS));
      return;
    }
    const verdict = judgeFailure(job, error, this.config.RETRY_MS);
    this.logger.warn(`Job ${job.id}, attempt ${job.attempt}: ${String(error)}`);
    if (verdict.type === 'fail') {
      await this.ending.giveUp(job, verdict.error);
      return;
    }
    const { kind, delayMs } = verdict;
    const record = await persistentWrite(
      () => this.queue.retryLater(job, kind, delayMs),
      this.config.LEASE_MS,
    );
    this.events.changed(record);
  }
}
