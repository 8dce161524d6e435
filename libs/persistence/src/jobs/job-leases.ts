import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { type ClaimedJob, newLease, toClaimedJob } from './claimed-job';
import { JOBS, type JobRecord } from './job.schema';
import { trailWith } from './trail-entry';

/** The leases that jobs are under, and what is left of those that ended, by the database's clock. */
@Injectable()
export class JobLeases {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  /** In how many milliseconds, by the database's clock, the next lease ends; undefined when none is held. */
  async nextLeaseEndMs(): Promise<number | undefined> {
    const [next] = await this.jobs.aggregate<{ ms: number }>([
      { $match: { status: 'processing' } },
      { $sort: { 'lease.expiresAt': 1 } },
      { $limit: 1 },
      { $project: { _id: 0, ms: { $toDouble: { $subtract: ['$lease.expiresAt', '$$NOW'] } } } },
    ]);
    return next?.ms;
  }

  /**
   * Takes over a job whose lease has ended, by the database's clock, the longest lost first. Its old worker
   * can write nothing from now on; what becomes of the job is for the caller to say (retryLater, fail).
   */
  async takeOverExpired(workerId: string, leaseMs: number): Promise<ClaimedJob | undefined> {
    const record = await this.jobs
      .findOneAndUpdate(
        { status: 'processing', $expr: { $lte: ['$lease.expiresAt', '$$NOW'] } },
        [
          {
            $set: {
              fence: { $add: ['$fence', 1] },
              lease: newLease(workerId, leaseMs),
              trail: trailWith('lease_expired', '$lease.workerId'),
            },
          },
        ],
        { sort: { 'lease.expiresAt': 1 }, returnDocument: 'after', updatePipeline: true },
      )
      .lean<JobRecord>();
    return record ? toClaimedJob(record) : undefined;
  }

  /** Jobs that are leased to this worker: those of claims whose answer was lost among them. */
  async leasedTo(workerId: string): Promise<ClaimedJob[]> {
    const found = await this.jobs
      .find({ status: 'processing', 'lease.workerId': workerId })
      .lean<JobRecord[]>();
    return found.map(toClaimedJob);
  }
}
