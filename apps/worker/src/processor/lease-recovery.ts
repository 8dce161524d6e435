import { Inject, Injectable, Logger } from '@nestjs/common';
import { type ClaimedJob, JobLeases, JobQueue, LeaseLostError } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { JobEvents } from '../events/job-events';
import { WorkerIdentity } from '../worker-identity';
import { backoffMs } from './backoff';
import { JobEnding } from './job-ending';
import { fileError, LEASE_BUDGET } from './run-failure';

/** A delay after a lost lease is at most so many leases long. */
const MOST_LEASES = 4;

/** Puts jobs back into the queue whose workers died, hung, or never learnt that they had claimed them. */
@Injectable()
export class LeaseRecovery {
  private readonly logger = new Logger(LeaseRecovery.name);
  /** By the monotonic clock, milliseconds: before it no lease can end. */
  private nextLookAt = 0;

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly identity: WorkerIdentity,
    private readonly queue: JobQueue,
    private readonly leases: JobLeases,
    private readonly ending: JobEnding,
    private readonly events: JobEvents,
  ) {}

  /** Takes up every job whose lease has ended, once one can have. @returns whether there was one. */
  async recoverExpired(): Promise<boolean> {
    if (performance.now() < this.nextLookAt) return false;
    const nextEndMs = await this.leases.nextLeaseEndMs();
    if (nextEndMs === undefined || nextEndMs > 0) {
      // Leases only grow, and one that begins now lasts its full length.
      this.nextLookAt = performance.now() + Math.min(nextEndMs ?? Infinity, this.config.LEASE_MS);
      return false;
    }
    return this.takeOverAll();
  }

  private async takeOverAll(): Promise<boolean> {
    let found = false;
    for (;;) {
      // A name of its own: what is being recovered is no stray of this worker's claims.
      const job = await this.leases.takeOverExpired(`${this.identity.id}/recovery`, this.config.LEASE_MS);
      if (!job) return found;
      found = true;
      this.logger.warn(`The lease of job ${job.id} ended, attempt ${job.attempt}`);
      await this.settle(job);
    }
  }

  /** Gives back jobs that are leased to this worker and that it does not run. */
  async giveBackStrays(isRunning: (jobId: string) => boolean): Promise<void> {
    for (const job of await this.leases.leasedTo(this.identity.id)) {
      if (!isRunning(job.id)) this.events.changed(await this.queue.handBack(job));
    }
  }

  /**
   * At once after the first loss, later on with a growing delay, so that workers may recover; never for much
   * longer than a lease, as it is hardly the job's fault.
   */
  private delayMs({ failures }: ClaimedJob): number {
    if (failures.lease === 0) return 0;
    return Math.min(backoffMs(failures.lease - 1, this.config.RETRY_MS), MOST_LEASES * this.config.LEASE_MS);
  }

  private async settle(job: ClaimedJob): Promise<void> {
    try {
      if (job.failures.lease + 1 >= LEASE_BUDGET) await this.ending.giveUp(job, fileError('worker_lost'));
      else this.events.changed(await this.queue.retryLater(job, 'lease', this.delayMs(job)));
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error;
    }
  }
}
