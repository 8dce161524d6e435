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
import { fileError } from '../processor/run-failure';
import { WorkerStoppingError } from '../processor/worker-stopping.error';
import { WorkLoop } from '../work-loop';
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
  private readonly loop = new WorkLoop(
    'Inspecting files',
    { takeNext: () => this.takeNext() },
    1,
    this.logger,
  );
  private readonly stopping = new AbortController();

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly scheduler: SchedulerRegistry,
    private readonly queue: InspectionQueue,
    private readonly inspector: Inspector,
    private readonly events: StagedEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start(this.scheduler, this.config.POLL_MS);
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort(new WorkerStoppingError());
    await this.loop.stop();
  }

  /** There may be something to inspect now. */
  wake(): void {
    this.loop.wake();
  }

  private async takeNext(): Promise<(() => Promise<void>) | undefined> {
    const claimed = await this.queue.claim(this.config.LEASE_MS);
    return claimed && (() => this.run(claimed));
  }

  private async run(claimed: StagedRecord): Promise<void> {
    this.events.changed(claimed);
    if (claimed.inspection.attempts > MAX_ATTEMPTS) {
      await this.conclude(claimed, { error: fileError('worker_lost') });
      return;
    }
    const overtaken = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, overtaken.signal]);
    const lease = new InspectionLease(
      this.queue,
      claimed,
      this.config.LEASE_MS,
      (record) => this.events.changed(record),
      (error) => overtaken.abort(error),
    );
    try {
      const result = await this.inspector.inspect(claimed, (part) => lease.update(part), signal);
      lease.stop();
      await this.conclude(claimed, result);
    } catch (error) {
      lease.stop();
      await this.settle(claimed, signal.aborted ? signal.reason : error);
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
