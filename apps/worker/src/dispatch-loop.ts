import { type Logger } from '@nestjs/common';
import { type SchedulerRegistry } from '@nestjs/schedule';
import { IdlePace } from './idle-pace';
import { RecurringStep } from './recurring-step';

/** Messages that are owed, and how to be rid of them. */
export interface OwedMessages {
  /** Turns the oldest ends of jobs into messages. @returns whether there were any */
  relay(): Promise<boolean>;
  /** Takes a message that is due and does with it what is to be done. @returns whether there was one */
  deliverNext(): Promise<boolean>;
}

/** Delivers what is owed at every poll, less often when there is nothing for long, and when woken, apart from all job processing. */
export class DispatchLoop {
  private readonly step: RecurringStep;
  private readonly pace = new IdlePace();
  private stopping = false;

  /** @param lanes messages under way at once: one slow receiver does not hold up the others */
  constructor(
    private readonly name: string,
    private readonly owed: OwedMessages,
    private readonly lanes: number,
    logger: Logger,
  ) {
    this.step = new RecurringStep(name, () => this.dispatch(), logger);
  }

  start(scheduler: SchedulerRegistry, pollMs: number): void {
    scheduler.addInterval(
      this.name,
      setInterval(() => this.poll(), pollMs),
    );
  }

  private poll(): void {
    if (this.pace.isDue()) this.wake();
  }

  /** There may be something to deliver now. */
  wake(): void {
    this.step.run();
  }

  /** Takes nothing more. What is under way may still be noted as delivered, so that it is not delivered twice. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.step.stop();
  }

  private async dispatch(): Promise<void> {
    while (!this.stopping && (await this.owed.relay())) this.pace.found();
    await Promise.all(Array.from({ length: this.lanes }, () => this.deliverAll()));
  }

  private async deliverAll(): Promise<void> {
    while (!this.stopping && (await this.owed.deliverNext())) this.pace.found();
  }
}
