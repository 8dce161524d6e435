import { type Logger } from '@nestjs/common';

/**
 * A step that is run again and again, never twice at once: asked for while it runs, it runs once more.
 * A failure is told once, and once that it works again; the next turn tries anew.
 */
export class RecurringStep {
  private current: Promise<void> | undefined;
  private again = false;
  private failing = false;
  private stopped = false;

  constructor(
    private readonly name: string,
    private readonly action: () => Promise<void>,
    private readonly logger: Logger,
  ) {}

  /** Runs the step now, or once more after the run in progress. */
  run(): void {
    if (this.stopped) return;
    if (this.current) {
      this.again = true;
      return;
    }
    this.current = this.turns();
  }

  /** Starts no further run and waits for the one in progress. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.current;
  }

  private async turns(): Promise<void> {
    do {
      this.again = false;
      try {
        await this.action();
        if (this.failing) this.logger.log(`${this.name} works again`);
        this.failing = false;
      } catch (error) {
        if (!this.failing) this.logger.warn(`${this.name} failed: ${String(error)}`);
        this.failing = true;
      }
    } while (this.isDueAgain());
    this.current = undefined;
  }

  private isDueAgain(): boolean {
    return this.again && !this.stopped;
  }
}
