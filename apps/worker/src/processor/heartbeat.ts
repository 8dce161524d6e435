import { type ClaimedJob, type JobQueue, LeaseLostError } from '@orders/persistence';

/** Renewals in one lease: two may fail before it ends. */
const BEATS_PER_LEASE = 3;

/** Renews a run's lease until stopped, whatever the parser does. */
export class Heartbeat {
  private readonly timer: NodeJS.Timeout;
  private beating = false;

  constructor(
    private readonly queue: JobQueue,
    private readonly job: ClaimedJob,
    private readonly leaseMs: number,
    private readonly onLeaseLost: (error: LeaseLostError) => void,
  ) {
    this.timer = setInterval(() => void this.beat(), leaseMs / BEATS_PER_LEASE);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    if (this.beating) return;
    this.beating = true;
    try {
      await this.queue.heartbeat(this.job, this.leaseMs);
    } catch (error) {
      if (error instanceof LeaseLostError) this.onLeaseLost(error);
      // Otherwise the database is away: the run goes on, its fence keeps it from harm.
    }
    this.beating = false;
  }
}
