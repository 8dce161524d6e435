import type { Engine } from './engine';

/** Waits for the next commit, for those who follow what is written. */
export class CommitWait {
  private wake: (() => void) | undefined;

  constructor(private readonly engine: Engine) {}

  /** Fulfilled at the next commit, after `ms` milliseconds, or when it is ended. */
  next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.engine.oplog.events.off('committed', done);
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.wake = done;
      this.engine.oplog.events.on('committed', done);
    });
  }

  /** Ends the waiting. */
  end(): void {
    this.wake?.();
  }
}
