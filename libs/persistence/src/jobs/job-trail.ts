import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type JobEvent, type JobEventType } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { type OwnerScope, ownedBy } from '../owner-scope';
import { JOBS, type JobRecord } from './job.schema';
import { type TrailEntry } from './trail-entry';

/** What happened to jobs, step by step. */
@Injectable()
export class JobTrail {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  /** A job's events in the order in which they happened, or null when there is no such job in the scope. */
  async of(scope: OwnerScope, jobId: string): Promise<JobEvent[] | null> {
    const job = await this.jobs
      .findOne({ ...ownedBy<JobRecord>(scope), _id: new Types.ObjectId(jobId) }, { createdAt: 1, trail: 1 })
      .lean<Pick<JobRecord, 'createdAt' | 'trail'>>();
    if (!job) return null;
    const created = { type: 'created', attempt: 0, fence: 0, worker: null, at: job.createdAt } as const;
    return [created, ...(job.trail ?? [])].map((entry) => toEvent(jobId, entry));
  }
}

const toEvent = (jobId: string, entry: TrailEntry & { type: JobEventType }): JobEvent => ({
  jobId,
  type: entry.type,
  attempt: entry.attempt,
  fence: entry.fence,
  worker: entry.worker,
  time: entry.at.toISOString(),
  reason: entry.reason ?? null,
});
