import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type JobChange, JobChanges } from '@orders/persistence';
import { JobProcessor } from './job-processor';

/** Pause before a broken stream is opened anew, milliseconds; the poll does its work meanwhile. */
const REOPEN_MS = 1_000;

/** Listens to the jobs' changes, so that work starts and cancels at once; the poll stays as the safety net. */
@Injectable()
export class JobWakeUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(JobWakeUp.name);
  private readonly stopped = new AbortController();
  private listening: Promise<void> | undefined;

  constructor(
    private readonly changes: JobChanges,
    private readonly processor: JobProcessor,
  ) {}

  onApplicationBootstrap(): void {
    this.listening = this.listen();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.listening;
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopped;
    while (!this.isStopped()) {
      try {
        await this.changes.follow((change) => this.tell(change), signal);
      } catch (error) {
        if (!this.isStopped()) this.logger.debug(`The stream of changes broke off: ${String(error)}`);
      }
      await delay(REOPEN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private tell(change: JobChange): void {
    if (change === 'cancelled') this.processor.check();
    else this.processor.wake();
  }

  private isStopped(): boolean {
    return this.stopped.signal.aborted;
  }
}
