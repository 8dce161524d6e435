import { type ReadOptions } from '@orders/contracts';
import { type QueryFilter, Types } from 'mongoose';
import { type FailureCounts, type JobRecord } from './job.schema';

/** The job is no longer this worker's: it was cancelled, or its lease ended and another one took it. */
export class LeaseLostError extends Error {}

/** A job that this worker may work on until its lease ends. */
export interface ClaimedJob {
  id: string;
  fence: number;
  attempt: number;
  ownerId: string;
  ownerName: string;
  file: { id: Types.ObjectId | null; name: string; size: number };
  options: ReadOptions;
  failures: FailureCounts;
  maxAttempts: number;
  /** The job as it was when claimed, for events. */
  record: JobRecord;
}

/** The claim that the stored job shows. */
export function toClaimedJob(record: JobRecord): ClaimedJob {
  return {
    id: record._id.toHexString(),
    fence: record.lease?.fence ?? record.fence,
    attempt: record.attempt,
    ownerId: record.ownerId.toHexString(),
    ownerName: record.ownerName,
    file: { id: record.file.id, name: record.file.name, size: record.file.size },
    options: record.options,
    failures: record.failures,
    maxAttempts: record.maxAttempts,
    record,
  };
}

/** The job as long as it is still this claim's: what every write of a worker is limited to. */
export const owned = (job: ClaimedJob): QueryFilter<JobRecord> => ({
  _id: new Types.ObjectId(job.id),
  status: 'processing',
  'lease.fence': job.fence,
});

/** A lease of `leaseMs` milliseconds from now on, by the database's clock, under the job's next fence. */
export const newLease = (workerId: string, leaseMs: number): Record<string, unknown> => ({
  workerId,
  fence: { $add: ['$fence', 1] },
  expiresAt: { $add: ['$$NOW', leaseMs] },
});

/** The worker that holds the job. */
export const workerOf = (job: ClaimedJob): string | null => job.record.lease?.workerId ?? null;
