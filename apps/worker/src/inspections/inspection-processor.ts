import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { InspectionQueue, type InspectionResult, type StagedRecord } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { StagedEvents } from '../events/staged-events';
import { IdlePace } from '../idle-pace';
import { fileError } from '../processor/run-failure';
import { WorkerStoppingError } from '../processor/worker-stopping.error';
import { RecurringStep } from '../recurring-step';
import { InspectionLease } from './inspection-lease';
import { InspectionOvertakenError } from './inspection-overtaken.error';
import { Inspector } from './inspector';

/** Workers that may be lost with an inspection before it is given up. */
const MAX_ATTEMPTS = 3;

/**
 * Does the inspections, one at a time and apart from the jobs: a person waits for them, so they don't queue
 * behind large files.
 */
@Injectable()
export class InspectionProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(InspectionProcessor.name);
  private readonly inspecting = new RecurringStep('Inspecting files', () => this.takeUp(), this.logger);
  private readonly pace = new IdlePace();
  private running: AbortController | undefined;
  private stopping = false;

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly scheduler: SchedulerRegistry,
    private readonly queue: InspectionQueue,
    private readonly inspector: Inspector,
    private readonly events: StagedEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'inspections',
      setInterval(() => this.poll(), this.config.POLL_MS),
    );
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.running?.abort(new WorkerStoppingError());
    await this.inspecting.stop();
  }

  /** There may be something to inspect now. */
  wake(): void {
    this.inspecting.run();
  }

  private poll(): void {
    if (this.pace.isDue()) this.wake();
  }

  private async takeUp(): Promise<void> {
    while (!this.stopping) {
      const claimed = await this.queue.claim(this.config.LEASE_MS);
      if (!claimed) return;
      this.pace.found();
      await this.run(claimed);
    }
  }

  private async run(claimed: StagedRecord): Promise<void> {
    this.events.changed(claimed);
    if (claimed.inspection.attempts > MAX_ATTEMPTS) {
      await this.conclude(claimed, { error: fileError('worker_lost') });
      return;
    }
    const stop = new AbortController();
    this.running = stop;
    const lease = new InspectionLease(
      this.queue,
      claimed,
      this.config.LEASE_MS,
      (record) => this.events.changed(record),
      (error) => stop.abort(error),
    );
    try {
      const result = await this.inspector.inspect(claimed, (part) => lease.update(part), stop.signal);
      lease.stop();
      await this.conclude(claimed, result);
    } catch (error) {
      lease.stop();
      await this.settle(claimed, stop.signal.aborted ? stop.signal.reason : error);
    } finally {
      this.running = undefined;
    }
  }

  private async settle(claimed: StagedRecord, error: unknown): Promise<void> {
    if (error instanceof InspectionOvertakenError) return;
    if (error instanceof WorkerStoppingError) {
      await this.queue.handBack(claimed);
      return;
    }
    this.logger.warn(`An inspection failed: ${String(error)}`);
    await this.conclude(claimed, { error: fileError('storage_unavailable') });
  }

  private async conclude(claimed: StagedRecord, result: InspectionResult): Promise<void> {
    const record = await this.queue.finish(claimed, result);
    if (record) this.events.changed(record);
  }
}
