import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A program that ran this long is no longer counted as failing at the start. */
const STABLE_MS = 30_000;

export interface SupervisedOptions {
  name: string;
  /** Starts the program and gives its process once it is ready. */
  launch: () => Promise<ChildProcess>;
  /** How long it may take to stop before it is killed, in milliseconds. */
  stopMs: number;
  say: (line: string) => void;
}

/** A program that is started again when it dies, with growing pauses, until it is told to stop. */
export class Supervised {
  private child: ChildProcess | undefined;
  private readonly stopping = new AbortController();
  private pauseMs = FIRST_PAUSE_MS;

  constructor(private readonly options: SupervisedOptions) {}

  /** The first start; an error of it is the caller's. */
  async start(): Promise<void> {
    await this.launch();
  }

  /** Asks the program to stop, waits, and kills it when it takes too long. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const killed = setTimeout(() => {
      this.options.say(`${this.options.name} did not stop in time and was killed.`);
      child.kill('SIGKILL');
    }, this.options.stopMs);
    await exited;
    clearTimeout(killed);
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async launch(): Promise<void> {
    const child = await this.options.launch();
    this.child = child;
    const startedAt = Date.now();
    child.once('exit', (code, signal) => {
      if (this.isStopping()) return;
      if (Date.now() - startedAt > STABLE_MS) this.pauseMs = FIRST_PAUSE_MS;
      this.options.say(`${this.options.name} ended unexpectedly (${signal ?? code}) and is started again.`);
      void this.relaunch();
    });
    if (this.isStopping()) await this.stop();
  }

  private async relaunch(): Promise<void> {
    while (!this.isStopping()) {
      try {
        await delay(this.pauseMs, undefined, { signal: this.stopping.signal });
        this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
        await this.launch();
        return;
      } catch (error) {
        if (this.isStopping()) return;
        this.options.say(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
