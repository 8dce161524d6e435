import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { type OwnerScope, ownedBy } from '../owner-scope';
import { DayFiguresStore } from '../statistics/day-figures-store';
import { JOBS, type JobRecord, NOT_IN_LISTS } from './job.schema';
import { trailWith } from './trail-entry';

const HOUR_MS = 60 * 60 * 1000;

/** What is told of an earlier job with the same bytes. */
export type JobTwin = Pick<JobRecord, '_id' | 'file' | 'ownerName' | 'createdAt'>;

/** A job with a result, and how its file was read for it. */
export type CountedJob = Pick<JobRecord, '_id' | 'file'> & { sheet: NonNullable<JobRecord['sheet']> };

export interface QueueState {
  pending: number;
  processing: number;
  failed: number;
  finishedLastHour: number;
  oldestPendingAt: Date | null;
}

/** Jobs one by one: what is known of each, and what a person may do to it. */
@Injectable()
export class JobStore {
  constructor(
    @InjectModel(JOBS) private readonly jobs: Model<JobRecord>,
    private readonly dayFigures: DayFiguresStore,
  ) {}

  /** The job, or null when there is none in the scope. */
  async find(scope: OwnerScope, id: string): Promise<JobRecord | null> {
    return this.jobs.findOne({ ...ownedBy<JobRecord>(scope), _id: new Types.ObjectId(id) }).lean<JobRecord>();
  }

  /** Cancels a job that has not ended; null when there is none. */
  async cancel(scope: OwnerScope, id: string): Promise<JobRecord | null> {
    return this.jobs
      .findOneAndUpdate(
        {
          ...ownedBy<JobRecord>(scope),
          _id: new Types.ObjectId(id),
          status: { $in: ['pending', 'processing'] },
        },
        [
          {
            $set: {
              status: 'cancelled',
              lease: null,
              progress: null,
              finishedAt: '$$NOW',
              webhookDue: '$$NOW',
              version: { $add: ['$version', 1] },
              trail: trailWith('cancelled', null),
            },
          },
        ],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean<JobRecord>();
  }

  /**
   * Puts a failed or cancelled job back into the queue with a fresh budget; null when there is none.
   * Its error report stays noted, unseen, until the next end takes its place: so that nothing is left over.
   */
  async retry(scope: OwnerScope, id: string): Promise<JobRecord | null> {
    return this.jobs
      .findOneAndUpdate(
        {
          ...ownedBy<JobRecord>(scope),
          _id: new Types.ObjectId(id),
          status: { $in: ['failed', 'cancelled'] },
          'file.id': { $ne: null },
        },
        [
          {
            $set: {
              status: 'pending',
              availableAt: new Date(0),
              failures: { parser: 0, transient: 0, lease: 0 },
              lease: null,
              resultFence: null,
              progress: null,
              metrics: null,
              sheet: null,
              error: null,
              report: { state: 'none', sentAt: null },
              notice: '$$REMOVE',
              needsAttention: '$$REMOVE',
              startedAt: null,
              finishedAt: null,
              version: { $add: ['$version', 1] },
              searchText: { $concat: ['$file.name', '\n', '$ownerName', '\n', '$ownerEmail'] },
              trail: trailWith('restarted', null),
            },
          },
        ],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean<JobRecord>();
  }

  /** Removes a job that has ended and gives what it was; null when there is none. */
  async removeFinished(scope: OwnerScope, id: string): Promise<JobRecord | null> {
    await this.forgetDayOf(await this.find(scope, id));
    const removed = await this.jobs
      .findOneAndDelete({
        ...ownedBy<JobRecord>(scope),
        _id: new Types.ObjectId(id),
        status: { $in: ['completed', 'failed', 'cancelled'] },
      })
      .lean<JobRecord>();
    await this.forgetDayOf(removed);
    return removed;
  }

  /** The sums of a completed job's day no longer hold once it is gone. */
  private async forgetDayOf(job: JobRecord | null): Promise<void> {
    if (job?.status !== 'completed' || !job.finishedAt) return;
    await this.dayFigures.forget(job.ownerId.toHexString(), job.finishedAt);
  }

  /** Whether any job still needs this file of the bucket `orderFiles`. */
  async usesFile(fileId: Types.ObjectId): Promise<boolean> {
    return (await this.jobs.exists({ 'file.id': fileId })) !== null;
  }

  /** The first job in the scope with the same bytes. */
  async findTwin(scope: OwnerScope, sha256: string): Promise<JobTwin | null> {
    return this.jobs
      .findOne(
        { ...ownedBy<JobRecord>(scope), 'file.sha256': sha256 },
        { file: 1, ownerName: 1, createdAt: 1 },
      )
      .sort({ _id: 1 })
      .lean<JobTwin>();
  }

  /** The jobs that bring the rejected rows of this one, oldest first. */
  async supplementsOf(scope: OwnerScope, id: string, limit: number): Promise<JobRecord[]> {
    return this.jobs
      .find({ ...ownedBy<JobRecord>(scope), supplementOf: new Types.ObjectId(id) }, NOT_IN_LISTS)
      .sort({ _id: 1 })
      .limit(limit)
      .lean<JobRecord[]>();
  }

  /** The other jobs whose results a supplement of `originalId` adds to, as far as they have one by now. */
  async countedWith(originalId: Types.ObjectId, supplementId: Types.ObjectId): Promise<CountedJob[]> {
    const parts = await Promise.all(
      [{ _id: originalId }, { supplementOf: originalId, status: 'completed' as const }].map((filter) =>
        this.jobs
          .find({ ...filter, metrics: { $ne: null }, sheet: { $ne: null } }, { file: 1, sheet: 1 })
          .sort({ _id: 1 })
          .lean<CountedJob[]>(),
      ),
    );
    return parts.flat().filter(({ _id }) => !_id.equals(supplementId));
  }

  /** Notes that somebody has seen to a job; null when there is none that needs it. */
  async acknowledge(scope: OwnerScope, id: string): Promise<JobRecord | null> {
    return this.jobs
      .findOneAndUpdate(
        { ...ownedBy<JobRecord>(scope), _id: new Types.ObjectId(id), needsAttention: true },
        { $unset: { needsAttention: 1 }, $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean<JobRecord>();
  }

  /** Acknowledges a job all of whose rejected rows its supplements brought; null as long as they have not. */
  async acknowledgeSupplemented(originalId: Types.ObjectId): Promise<JobRecord | null> {
    const [original, brought] = await Promise.all([
      this.jobs
        .findOne({ _id: originalId, needsAttention: true, metrics: { $ne: null } }, { metrics: 1 })
        .lean<Pick<JobRecord, 'metrics'>>(),
      this.jobs.aggregate<{ rows: number }>([
        { $match: { supplementOf: originalId, status: 'completed' } },
        { $group: { _id: null, rows: { $sum: '$metrics.rowsAccepted' } } },
      ]),
    ]);
    if (!original?.metrics || (brought[0]?.rows ?? 0) < original.metrics.rowsRejected) return null;
    return this.acknowledge('all', originalId.toHexString());
  }

  /** Whether the result of this attempt is the one that counts. */
  async hasResult(jobId: Types.ObjectId, fence: number): Promise<boolean> {
    return (await this.jobs.exists({ _id: jobId, resultFence: fence })) !== null;
  }

  /** Ended jobs whose files are due to go: ended more than `ageMs` milliseconds ago. */
  async withFilesOlderThan(ageMs: number, limit: number): Promise<JobRecord[]> {
    return this.jobs
      .find({
        status: { $in: ['completed', 'failed', 'cancelled'] },
        finishedAt: { $lt: new Date(Date.now() - ageMs) },
        'file.id': { $ne: null },
      })
      .limit(limit)
      .lean<JobRecord[]>();
  }

  /** Notes that the original file of an ended job is gone. */
  async forgetFile(id: Types.ObjectId): Promise<void> {
    await this.jobs.updateOne(
      { _id: id, status: { $in: ['completed', 'failed', 'cancelled'] } },
      { $set: { 'file.id': null, errorReport: null }, $inc: { version: 1 } },
    );
  }

  /** Changes a job's place in the queue; null when there is no such job that has not ended. */
  async setPriority(scope: OwnerScope, id: string, priority: number): Promise<JobRecord | null> {
    return this.jobs
      .findOneAndUpdate(
        {
          ...ownedBy<JobRecord>(scope),
          _id: new Types.ObjectId(id),
          status: { $in: ['pending', 'processing'] },
        },
        { $set: { priority }, $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean<JobRecord>();
  }

  /** How the queue stands; `oldestPendingAt` is when the oldest waiting job came. */
  async queueState(): Promise<QueueState> {
    const [pending, processing, failed, finishedLastHour, oldest] = await Promise.all([
      this.jobs.countDocuments({ status: 'pending' }),
      this.jobs.countDocuments({ status: 'processing' }),
      this.jobs.countDocuments({ status: 'failed' }),
      this.jobs.countDocuments({
        status: { $in: ['completed', 'failed', 'cancelled'] },
        finishedAt: { $gte: new Date(Date.now() - HOUR_MS) },
      }),
      this.jobs
        .findOne({ status: 'pending' }, { createdAt: 1 })
        .sort({ createdAt: 1, _id: 1 })
        .lean<Pick<JobRecord, 'createdAt'>>(),
    ]);
    return { pending, processing, failed, finishedLastHour, oldestPendingAt: oldest?.createdAt ?? null };
  }
}
