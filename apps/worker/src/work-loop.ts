import { type Logger } from '@nestjs/common';
import { type SchedulerRegistry } from '@nestjs/schedule';
import { IdlePace } from './idle-pace';
import { RecurringStep } from './recurring-step';

/** What is to be done, and how to get it done. */
export interface Work {
  /** Before anything is taken: turns the oldest ends of jobs into work. @returns whether there were any */
  relay?(): Promise<boolean>;
  /** Takes what is due next. @returns what is left to do with it, or undefined when nothing is due */
  takeNext(): Promise<(() => Promise<void>) | undefined>;
}

/** Does work at every poll, less often when there is none for long, and when woken, apart from all job processing. */
export class WorkLoop {
  private readonly step: RecurringStep;
  private readonly pace = new IdlePace();
  private stopping = false;

  /** @param lanes what is under way at once: one slow receiver does not hold up the others */
  constructor(
    private readonly name: string,
    private readonly work: Work,
    private readonly lanes: number,
    logger: Logger,
  ) {
    this.step = new RecurringStep(name, () => this.turn(), logger);
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

  /** There may be something to do now. */
  wake(): void {
    this.step.run();
  }

  /** Takes nothing more. What is under way may still be noted as done, so that it is not done twice. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.step.stop();
  }

  private async turn(): Promise<void> {
    while (!this.stopping && (await this.work.relay?.())) this.pace.found();
    await this.takeAll();
  }

  /** A failure ends the turn once all that is under way has ended. */
  private async takeAll(): Promise<void> {
    const underWay = new Set<Promise<void>>();
    const failures: unknown[] = [];
    while (!this.stopping && failures.length === 0) {
      const task = await this.work.takeNext();
      if (!task) break;
      this.pace.found();
      const done = task()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(done));
      underWay.add(done);
      if (underWay.size >= this.lanes) await Promise.race(underWay);
    }
    await Promise.all(underWay);
    if (failures.length > 0) throw failures[0];
  }
}
