import { Inject, Injectable } from '@nestjs/common';
import { type FileError } from '@orders/contracts';
import { type ClaimedJob, JobQueue, type JobRecord, JobStore } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { JobEvents } from '../events/job-events';
import { type ReadOutcome } from '../parser/order-file-reader';
import { MailDispatcher } from '../reports/mail-dispatcher';
import { persistentWrite } from './persistent-write';
import { RejectedRows } from './rejected-rows';
import { ReportRecipient } from './report-recipient';

/** Tries to write a job's end go on for this many leases: nobody else can take it while the database is away. */
const PATIENCE_LEASES = 20;

/** Writes the end of a job: figures, error report and the order to send the report mail, all or nothing. */
@Injectable()
export class JobEnding {
  private readonly patienceMs: number;

  constructor(
    @Inject(WORKER_CONFIG) config: WorkerConfig,
    private readonly queue: JobQueue,
    private readonly jobs: JobStore,
    private readonly rejected: RejectedRows,
    private readonly recipient: ReportRecipient,
    private readonly events: JobEvents,
    private readonly mails: MailDispatcher,
  ) {
    this.patienceMs = config.LEASE_MS * PATIENCE_LEASES;
  }

  /** Ends a job as its reading ended. @throws LeaseLostError */
  async conclude(job: ClaimedJob, read: ReadOutcome, signal: AbortSignal): Promise<void> {
    const errorReport = await this.rejected.store(job, read.reports, signal);
    try {
      await this.end(job, read.type === 'completed' ? 'completed' : 'failed', (reportTo) =>
        read.type === 'completed'
          ? this.queue.complete(job, { ...read.summary, errorReport }, reportTo)
          : this.queue.fail(job, read.error, reportTo, {
              ...read.outcome,
              ...(read.outcome && { format: read.outcome.sheet.format }),
              errorReport,
            }),
      );
    } catch (error) {
      if (errorReport) await this.rejected.discard(errorReport);
      throw error;
    }
    // What can't be struck out now is by the sweep: the job refers to it.
    if (errorReport) await this.rejected.keep(errorReport).catch(() => undefined);
  }

  /** Ends a job that can't be read. @throws LeaseLostError */
  async giveUp(job: ClaimedJob, error: FileError): Promise<void> {
    await this.end(job, 'failed', (reportTo) => this.queue.fail(job, error, reportTo));
  }

  private async end(
    job: ClaimedJob,
    end: 'completed' | 'failed',
    write: (reportTo: string | undefined) => Promise<JobRecord>,
  ): Promise<void> {
    const record = await persistentWrite(
      async () => write(await this.recipient.of(job, end)),
      this.patienceMs,
    );
    // The report of an end that a person has undone since.
    if (job.record.errorReport) await this.rejected.discard(job.record.errorReport);
    this.events.finished(record);
    await this.settleOriginal(record);
    this.mails.wake();
    await this.rejected.removeLosers(job);
  }

  /** A hint for people; when it can't be written now, they acknowledge the original by hand. */
  private async settleOriginal({ status, supplementOf }: JobRecord): Promise<void> {
    if (status !== 'completed' || !supplementOf) return;
    const original = await this.jobs.acknowledgeSupplemented(supplementOf).catch(() => null);
    if (original) this.events.changed(original);
  }
}
