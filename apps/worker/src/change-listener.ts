import { setTimeout as delay } from 'node:timers/promises';
import { type Logger } from '@nestjs/common';

/** Pause before a broken stream is opened anew, milliseconds; the poll does its work meanwhile. */
const REOPEN_MS = 1_000;

/** Follows a stream of changes and opens it anew whenever it breaks off, until stopped. */
export class ChangeListener {
  private readonly stopped = new AbortController();
  private listening: Promise<void> | undefined;

  /** @param follow ends, or throws, when the stream breaks off or the signal aborts */
  constructor(
    private readonly follow: (signal: AbortSignal) => Promise<void>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.listening = this.listen();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.listening;
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopped;
    while (!this.isStopped()) {
      try {
        await this.follow(signal);
      } catch (error) {
        if (!this.isStopped()) this.logger.debug(`The stream of changes broke off: ${String(error)}`);
      }
      await delay(REOPEN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private isStopped(): boolean {
    return this.stopped.signal.aborted;
  }
}
