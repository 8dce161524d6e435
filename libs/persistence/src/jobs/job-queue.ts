import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import {
  type FileError,
  type JobProgress,
  type OrderFileFormat,
  type OrderMetrics,
  type SheetChoice,
} from '@orders/contracts';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { type ClaimedJob, LeaseLostError, newLease, owned, toClaimedJob, workerOf } from './claimed-job';
import { type FailureCounts, JOBS, type JobRecord, type OutboxEntry } from './job.schema';
import { QueueControl } from '../queue-control/queue-control';
import { type JobEnd, searchTextOf } from './search-text';
import { toStoredMetrics } from './stored-metrics';
import { trailWith } from './trail-entry';
import { TurnCounter } from './turn-counter';

export interface JobResult {
  metrics: OrderMetrics;
  sheet: SheetChoice;
  format: OrderFileFormat;
  errorReport: { csv: Types.ObjectId; xlsx: Types.ObjectId } | null;
}

type JobEnding = Record<string, unknown> & JobEnd & { status: 'completed' | 'failed' };

/** Whom to tell about the end of a job; undefined for nobody. */
export type ReportAddress = string | undefined;

/** The queue as workers see it: every method is one atomic update, every write is fenced. */
@Injectable()
export class JobQueue {
  constructor(
    @InjectModel(JOBS) private readonly jobs: Model<JobRecord>,
    private readonly turns: TurnCounter,
    private readonly control: QueueControl,
  ) {}

  /**
   * Takes the next due job for `workerId`, or undefined when none is due or the queue is paused: by priority, then fair between
   * owners, then by age. The lease is counted on the database's clock and lasts `leaseMs` milliseconds.
   */
  async claim(workerId: string, leaseMs: number): Promise<ClaimedJob | undefined> {
    // The one question that idle workers ask at every poll.
    if (!(await this.jobs.exists(DUE)) || (await this.control.isPaused())) return undefined;
    const record = await this.jobs
      .findOneAndUpdate(
        DUE,
        [
          {
            $set: {
              status: 'processing',
              attempt: { $add: ['$attempt', 1] },
              fence: { $add: ['$fence', 1] },
              version: { $add: ['$version', 1] },
              lease: newLease(workerId, leaseMs),
              startedAt: '$$NOW',
              progress: null,
              trail: trailWith('claimed', workerId, {
                attempt: { $add: ['$attempt', 1] },
                fence: { $add: ['$fence', 1] },
              }),
            },
          },
        ],
        { sort: { priority: -1, turn: 1, _id: 1 }, returnDocument: 'after', updatePipeline: true },
      )
      .lean<JobRecord>();
    if (!record) return undefined;
    await this.turns.noteClaimed(record.turn);
    return toClaimedJob(record);
  }

  /** Renews the lease. @throws LeaseLostError */
  async heartbeat(job: ClaimedJob, leaseMs: number): Promise<void> {
    const result = await this.jobs.updateOne(
      owned(job),
      [{ $set: { 'lease.expiresAt': { $add: ['$$NOW', leaseMs] } } }],
      { updatePipeline: true },
    );
    if (result.matchedCount === 0) throw new LeaseLostError();
  }

  /** Stores how far the job is; gives the job's new version. @throws LeaseLostError */
  async progress(job: ClaimedJob, progress: JobProgress): Promise<number> {
    const updated = await this.jobs
      .findOneAndUpdate(
        owned(job),
        { $set: { progress }, $inc: { version: 1 } },
        { returnDocument: 'after', projection: { version: 1 } },
      )
      .lean<Pick<JobRecord, 'version'>>();
    if (!updated) throw new LeaseLostError();
    return updated.version;
  }

  /** Which of these jobs are still their worker's. */
  async stillOwned(jobs: ClaimedJob[]): Promise<ClaimedJob[]> {
    if (jobs.length === 0) return [];
    const found = await this.jobs
      .find({ _id: { $in: jobs.map((job) => new Types.ObjectId(job.id)) }, status: 'processing' })
      .select({ 'lease.fence': 1 })
      .lean<Pick<JobRecord, '_id' | 'lease'>[]>();
    const fences = new Map(found.map((record) => [record._id.toHexString(), record.lease?.fence]));
    return jobs.filter((job) => fences.get(job.id) === job.fence);
  }

  /** Ends a job with its figures, and with its report's outbox entry. @throws LeaseLostError */
  async complete(job: ClaimedJob, result: JobResult, reportTo: ReportAddress): Promise<JobRecord> {
    return this.finish(job, reportTo, {
      status: 'completed',
      metrics: toStoredMetrics(result.metrics),
      sheet: result.sheet,
      'file.format': result.format,
      errorReport: result.errorReport,
      error: null,
    });
  }

  /** Ends a job that can't succeed; its file stays. @throws LeaseLostError */
  async fail(
    job: ClaimedJob,
    error: FileError,
    reportTo: ReportAddress,
    partial: Partial<JobResult> = {},
  ): Promise<JobRecord> {
    return this.finish(job, reportTo, {
      status: 'failed',
      error,
      metrics: partial.metrics ? toStoredMetrics(partial.metrics) : null,
      sheet: partial.sheet ?? null,
      errorReport: partial.errorReport ?? null,
      ...(partial.format && { 'file.format': partial.format }),
    });
  }

  /**
   * Gives a job back to be tried again in `delayMs` milliseconds, counting one failure. From the second one
   * on it lines up anew, behind its owner's other jobs: where workers keep dying, not always the same job
   * is to meet the next death.
   * @throws LeaseLostError
   */
  async retryLater(job: ClaimedJob, kind: keyof FailureCounts, delayMs: number): Promise<JobRecord> {
    const again = job.failures[kind] > 0;
    return this.backToPending(owned(job), {
      ...(again && { turn: await this.turns.next(job.ownerId) }),
      availableAt: { $add: ['$$NOW', delayMs] },
      failures: { ...job.failures, [kind]: job.failures[kind] + 1 },
      trail: trailWith('retry_scheduled', workerOf(job), { reason: kind }),
    });
  }

  /** Gives a job back at once without counting the attempt: the worker stops. @throws LeaseLostError */
  async handBack(job: ClaimedJob): Promise<JobRecord> {
    return this.backToPending(owned(job), {
      availableAt: new Date(0),
      attempt: { $max: [{ $subtract: ['$attempt', 1] }, 0] },
      trail: trailWith('handed_back', workerOf(job)),
    });
  }

  private async backToPending(
    filter: QueryFilter<JobRecord>,
    set: Record<string, unknown>,
  ): Promise<JobRecord> {
    const record = await this.jobs
      .findOneAndUpdate(
        filter,
        [
          {
            $set: {
              ...set,
              status: 'pending',
              lease: null,
              progress: null,
              version: { $add: ['$version', 1] },
            },
          },
        ],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean<JobRecord>();
    if (!record) throw new LeaseLostError();
    return record;
  }

  private async finish(job: ClaimedJob, reportTo: ReportAddress, set: JobEnding): Promise<JobRecord> {
    const literals = Object.fromEntries(
      Object.entries({
        ...set,
        lease: null,
        resultFence: job.fence,
        progress: null,
        notice: 'unread',
        ...(needsAttention(job, set) && { needsAttention: true }),
        searchText: searchTextOf(job.record, set),
        report: { state: reportTo ? 'pending' : 'none', sentAt: null },
      }).map(([field, value]) => [field, { $literal: value }]),
    );
    const update = {
      ...literals,
      ...(reportTo && { outbox: outboxEntry(job, reportTo) }),
      finishedAt: '$$NOW',
      webhookDue: '$$NOW',
      version: { $add: ['$version', 1] },
      trail: trailWith(set.status, workerOf(job), { reason: { $literal: set.error?.code ?? null } }),
    };
    const record = await this.jobs
      .findOneAndUpdate(owned(job), [{ $set: update }], { returnDocument: 'after', updatePipeline: true })
      .lean<JobRecord>();
    if (record) return record;
    // The answer to an earlier try may have been lost on the way: then the job already is as we want it.
    const done = await this.jobs
      .findOne({ _id: job.id, resultFence: job.fence, status: set.status })
      .lean<JobRecord>();
    if (!done) throw new LeaseLostError();
    return done;
  }
}

/** Whether somebody has to see to a job that ends so. Rows that a supplement leaves open are its original's. */
const needsAttention = ({ record }: ClaimedJob, { status, metrics }: JobEnding): boolean =>
  status === 'failed' || (!record.supplementOf && (metrics?.rowsRejected ?? 0) > 0);

const DUE: QueryFilter<JobRecord> = {
  status: 'pending',
  $expr: { $lte: ['$availableAt', '$$NOW'] },
};

/** The Message-ID is fixed by job and attempt: a mail that is sent twice is recognised as one. */
const outboxEntry = (job: ClaimedJob, to: string): Record<keyof OutboxEntry, unknown> => ({
  messageId: { $literal: `job-${job.id}-${job.fence}` },
  to: { $literal: to },
  createdAt: '$$NOW',
});
