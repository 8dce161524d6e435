import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InspectionChanges } from '@orders/persistence';
import { ChangeListener } from '../change-listener';
import { InspectionProcessor } from './inspection-processor';

/** Listens to what is asked for, so that a person waits for the file and not for the poll. */
@Injectable()
export class InspectionWakeUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listener: ChangeListener;

  constructor(changes: InspectionChanges, processor: InspectionProcessor) {
    this.listener = new ChangeListener(
      (signal) => changes.follow(() => processor.wake(), signal),
      new Logger(InspectionWakeUp.name),
    );
  }

  onApplicationBootstrap(): void {
    this.listener.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener.stop();
  }
}
