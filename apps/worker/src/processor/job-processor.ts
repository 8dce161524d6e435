import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { type ClaimedJob, JobQueue, LeaseLostError } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { RecurringStep } from '../recurring-step';
import { WorkerIdentity } from '../worker-identity';
import { JobRunner } from './job-runner';
import { LeaseRecovery } from './lease-recovery';
import { RunningJobs } from './running-jobs';
import { WorkerStoppingError } from './worker-stopping.error';

/**
 * The scheduled job processor: looks for work at every poll and whenever it is woken, and claims exactly as
 * many jobs as it has free slots; nothing is leased that does not run at once.
 */
@Injectable()
export class JobProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(JobProcessor.name);
  private readonly claiming = new RecurringStep('Claiming jobs', () => this.takeUp(), this.logger);
  private readonly checking = new RecurringStep('Checking leases', () => this.checkLeases(), this.logger);
  private stopping = false;
  /** Whether a claim's answer may have been lost since strays were last given back. */
  private mayHaveStrays = false;

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly identity: WorkerIdentity,
    private readonly scheduler: SchedulerRegistry,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
    private readonly recovery: LeaseRecovery,
    private readonly running: RunningJobs,
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'poll',
      setInterval(() => this.poll(), this.config.POLL_MS),
    );
    this.poll();
  }

  /** Claims nothing more; runs may end within the grace period, the rest is handed back. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await Promise.all([this.claiming.stop(), this.checking.stop()]);
    await this.running.drain(this.config.GRACE_MS, new WorkerStoppingError());
  }

  /** Looks for work now: a job came, or a slot became free. */
  wake(): void {
    this.claiming.run();
  }

  /** Looks now whether the running jobs are still this worker's: one was cancelled. */
  check(): void {
    this.checking.run();
  }

  private poll(): void {
    this.checking.run();
    this.claiming.run();
  }

  private async takeUp(): Promise<void> {
    if (this.mayHaveStrays) await this.recovery.giveBackStrays((id) => this.running.has(id));
    this.mayHaveStrays = false;
    await this.fillSlots();
  }

  private async fillSlots(): Promise<void> {
    while (!this.stopping && this.running.size < this.config.WORKER_SLOTS) {
      const job = await this.claim();
      if (!job) return;
      this.start(job);
    }
  }

  private async claim(): Promise<ClaimedJob | undefined> {
    try {
      return await this.queue.claim(this.identity.id, this.config.LEASE_MS);
    } catch (error) {
      this.mayHaveStrays = true;
      throw error;
    }
  }

  private start(job: ClaimedJob): void {
    const stop = new AbortController();
    const done = this.runner.run(job, stop).finally(() => {
      this.running.remove(job);
      this.wake();
    });
    this.running.add({ job, stop, done });
  }

  private async checkLeases(): Promise<void> {
    await this.breakOffLost();
    if (await this.recovery.recoverExpired()) this.wake();
  }

  private async breakOffLost(): Promise<void> {
    const jobs = this.running.jobs();
    const owned = new Set(await this.queue.stillOwned(jobs));
    for (const job of jobs) {
      if (!owned.has(job)) this.running.breakOff(job, new LeaseLostError());
    }
  }
}
