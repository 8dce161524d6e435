import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { JobChanges } from '@orders/persistence';
import { ChangeListener } from '../change-listener';
import { JobProcessor } from './job-processor';

/** Listens to the jobs' changes, so that work starts and cancels at once; the poll stays as the safety net. */
@Injectable()
export class JobWakeUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listener: ChangeListener;

  constructor(changes: JobChanges, processor: JobProcessor) {
    this.listener = new ChangeListener(
      (signal) =>
        changes.follow((change) => {
          if (change === 'cancelled') processor.check();
          else processor.wake();
        }, signal),
      new Logger(JobWakeUp.name),
    );
  }

  onApplicationBootstrap(): void {
    this.listener.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener.stop();
  }
}
