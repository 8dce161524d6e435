import { Injectable } from '@nestjs/common';
import { type Job, type JobSupplements } from '@orders/contracts';
import { JobStore, toJob } from '@orders/persistence';
import { scopeOf, type SignedInUser } from '../auth/signed-in-user';
import { JobsService } from '../jobs/jobs.service';
import { Problem } from '../problem/problem';
import { type Upload, UploadsService } from '../uploads/uploads.service';
import { combinedMetrics } from './combined-metrics';

/** Supplements that are shown with a job. */
const LISTED = 200;

/** Corrected rows that come after: jobs of their own, which add to the result of the one they belong to. */
@Injectable()
export class SupplementsService {
  constructor(
    private readonly jobs: JobsService,
    private readonly store: JobStore,
    private readonly uploads: UploadsService,
  ) {}

  /** A supplement belongs to the owner of the job, whoever brings it, and to the first job of all. */
  async add(user: SignedInUser, jobId: string, upload: Upload): Promise<Job[]> {
    const job = await this.jobs.record(user, jobId);
    if (!job.metrics) {
      throw new Problem(
        409,
        'job_not_finished',
        'There are no rejected rows to bring: the job has no result.',
      );
    }
    const owner = { id: job.ownerId.toHexString(), name: job.ownerName, email: job.ownerEmail };
    const supplementOf = (job.supplementOf ?? job._id).toHexString();
    return this.uploads.accept(owner, { ...upload, supplementOf });
  }

  async list(user: SignedInUser, jobId: string): Promise<JobSupplements> {
    const job = await this.jobs.record(user, jobId);
    const records = await this.store.supplementsOf(scopeOf(user), jobId, LISTED);
    const items = records.map(toJob);
    const { metrics } = toJob(job);
    const brought = items.flatMap((item) => (item.status === 'completed' && item.metrics) || []);
    return { items, combined: metrics && brought.length > 0 ? combinedMetrics(metrics, brought) : null };
  }
}
