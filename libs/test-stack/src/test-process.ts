import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A program under test: started, killed, stopped and continued at will. */
export class TestProcess {
  private child: ChildProcess | undefined;
  private output = '';
  private ending = false;
  /** How it ended by itself after it was ready, with what it printed last; null as long as it has not. */
  died: string | null = null;
  /** Where it listens, if it said so. */
  url = '';

  constructor(
    private readonly file: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Starts it (again) and waits until it is ready. */
  async start(): Promise<void> {
    const child = fork(this.file, [], { env: this.environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.child = child;
    this.ending = false;
    child.stdout?.on('data', (chunk: Buffer) => this.keep(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.keep(chunk));
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: { type: string; url?: string }) => {
        if (message.type !== 'ready') return;
        this.url = message.url?.replace('localhost', '127.0.0.1') ?? '';
        child.once('exit', (code, signal) => this.noteDeath(signal ?? `exit code ${code}`));
        resolve();
      });
      child.once('exit', (code, signal) =>
        reject(new Error(`Ended with ${signal ?? code} before it was ready:\n${this.output}`)),
      );
    });
  }

  get pid(): number {
    return this.running.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it printed last. */
  get log(): string {
    return this.output;
  }

  /** Sends a signal without waiting, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void {
    this.running.kill(signal);
  }

  /** Kills it as a power cut would, and waits until it is gone. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Asks it to stop and waits until it has. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    this.ending = true;
    const exited = once(this.running, 'exit');
    this.running.kill(signal);
    await exited;
  }

  private get running(): ChildProcess {
    if (!this.child) throw new Error('The process was not started');
    return this.child;
  }

  /** Said at once: the test may wait for long for what a dead process no longer does. */
  private noteDeath(how: string): void {
    if (this.ending) return;
    this.died = `${this.file} ended by itself with ${how}:\n${this.output}`;
    process.stderr.write(`${this.died}\n`);
  }

  private keep(chunk: Buffer): void {
    this.output = (this.output + chunk.toString()).slice(-20_000);
  }
}
