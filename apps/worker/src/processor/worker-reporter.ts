import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { WorkerRegistry } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { QueueEvents } from '../events/queue-events';
import { IdlePace } from '../idle-pace';
import { RecurringStep } from '../recurring-step';
import { WorkerIdentity } from '../worker-identity';
import { RunningJobs } from './running-jobs';

/** How often a worker says that it lives, milliseconds. */
const REPORT_MS = 3_000;
/** Changes within this time are told together, milliseconds. */
const GATHER_MS = 500;

/** Lets people see that this worker lives and what it does. */
@Injectable()
export class WorkerReporter implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly reporting = new RecurringStep(
    'Reporting to the worker list',
    () => this.report(),
    new Logger(WorkerReporter.name),
  );
  private readonly pace = new IdlePace();
  private soon: NodeJS.Timeout | undefined;

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly identity: WorkerIdentity,
    private readonly registry: WorkerRegistry,
    private readonly running: RunningJobs,
    private readonly scheduler: SchedulerRegistry,
    private readonly queueEvents: QueueEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'worker report',
      setInterval(() => this.reporting.run(), REPORT_MS),
    );
    this.running.onChange(() => this.reportSoon());
    this.reporting.run();
  }

  private reportSoon(): void {
    this.pace.found();
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.reporting.run();
    }, GATHER_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.soon);
    await this.reporting.stop();
    // Otherwise the entry goes by itself a minute later.
    await this.registry.remove(this.identity.id).catch(() => undefined);
  }

  private async report(): Promise<void> {
    const { id: _id, host, pid, startedAt } = this.identity;
    const jobs = this.running.jobs().map((job) => job.id);
    await this.registry.report({ _id, host, pid, startedAt, slots: this.config.WORKER_SLOTS, jobs });
    if (!this.pace.isDue()) return;
    const isQuiet = await this.queueEvents.tellIfChanged();
    if (!isQuiet) this.pace.found();
  }
}
