import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type ReadOptions, type UploadBatch } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key';
import { type StoredFile } from '../files/file-store';
import { JobStore } from './job-store';
import { JOBS, type JobRecord } from './job.schema';
import { searchTextOf } from './search-text';
import { TurnCounter } from './turn-counter';

export interface JobOwner {
  id: string;
  name: string;
  email: string;
}

export interface NewJob {
  file: StoredFile & { name: string };
  options: ReadOptions;
  reprocessOf?: string;
  supplementOf?: string;
  /** The batch that it belongs to; jobs of one request are one by themselves. */
  batch?: UploadBatch | undefined;
}

/** A request that may be sent again: the same key makes the same jobs. */
export interface Idempotency {
  key: string;
  /** What the request asked for; the same key with another one is refused. */
  fingerprint: string;
}

/** Due at once: a time that every clock has passed. */
const AT_ONCE = new Date(0);

/** Puts new jobs into the queue. */
@Injectable()
export class JobIntake {
  constructor(
    @InjectModel(JOBS) private readonly jobs: Model<JobRecord>,
    private readonly turns: TurnCounter,
    private readonly store: JobStore,
  ) {}

  /** The jobs that this key made, in the order of their files; undefined when it made none. */
  async findByKey(ownerId: string, key: string): Promise<JobRecord[] | undefined> {
    const found = await this.jobs
      .find({ ownerId: new Types.ObjectId(ownerId), 'idempotency.key': key })
      .sort({ 'idempotency.index': 1 })
      .lean<JobRecord[]>();
    return found.length > 0 ? found : undefined;
  }

  /**
   * Makes one pending job a file, all or none. Durable once it returns.
   * @returns undefined when a request with the same idempotency key was first.
   */
  async enqueue(
    owner: JobOwner,
    newJobs: NewJob[],
    maxAttempts: number,
    idempotency?: Idempotency,
  ): Promise<JobRecord[] | undefined> {
    const records: JobRecord[] = [];
    const batchId = newJobs.length > 1 ? new Types.ObjectId() : undefined;
    for (const [index, job] of newJobs.entries()) {
      const record = await this.recordOf(owner, job, maxAttempts);
      if (job.batch) Object.assign(record, batchOf(owner.id, job.batch));
      else if (batchId) record.batchId = batchId;
      if (idempotency) record.idempotency = { ...idempotency, index, count: newJobs.length };
      records.push(record);
    }
    try {
      await this.insert(records);
      return records;
    } catch (error) {
      if (idempotency && isDuplicateKey(error)) return undefined;
      throw error;
    }
  }

  private async insert(records: JobRecord[]): Promise<void> {
    if (records.length === 1) {
      await this.jobs.insertMany(records);
      return;
    }
    await this.jobs.db.transaction(async (session) => {
      await this.jobs.insertMany(records, { session });
    });
  }

  private async recordOf(owner: JobOwner, job: NewJob, maxAttempts: number): Promise<JobRecord> {
    const ownerId = new Types.ObjectId(owner.id);
    return {
      _id: new Types.ObjectId(),
      status: 'pending',
      ownerId,
      ownerName: owner.name,
      ownerEmail: owner.email,
      file: {
        id: job.file.id,
        name: job.file.name,
        size: job.file.size,
        sha256: job.file.sha256,
        format: null,
      },
      options: job.options,
      searchText: searchTextOf({ file: job.file, ownerName: owner.name, ownerEmail: owner.email }),
      priority: 0,
      turn: await this.turns.next(owner.id),
      availableAt: AT_ONCE,
      attempt: 0,
      maxAttempts,
      failures: { parser: 0, transient: 0, lease: 0 },
      fence: 0,
      lease: null,
      resultFence: null,
      progress: null,
      metrics: null,
      sheet: null,
      error: null,
      errorReport: null,
      duplicateOf: (await this.store.findTwin({ ownerId: owner.id }, job.file.sha256))?._id ?? null,
      reprocessOf: job.reprocessOf ? new Types.ObjectId(job.reprocessOf) : null,
      supplementOf: job.supplementOf ? new Types.ObjectId(job.supplementOf) : null,
      report: { state: 'none', sentAt: null },
      createdAt: new Date(),
      startedAt: null,
      finishedAt: null,
      version: 1,
    };
  }
}

/** An id of ours for the one that a client chose: nobody gets into somebody else's batch. */
function batchOf(ownerId: string, { id, files }: UploadBatch): Pick<JobRecord, 'batchId' | 'batchSize'> {
  const digest = createHash('sha256').update(`${ownerId} ${id}`).digest('hex');
  return { batchId: new Types.ObjectId(digest.slice(0, 24)), batchSize: files };
}
