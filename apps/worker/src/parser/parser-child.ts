import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { type RowError } from '@orders/contracts';
import { type ReadProgress } from '@orders/order-reader';
import { ParserCrashedError, ParserTimeoutError } from './parser-errors';
import { sandboxArguments } from './parser-sandbox';
import { type ParserMessage, type ParserOutcome, type ReadCommand } from './parser-messages';

export interface ChildLimits {
  memoryMb: number;
  /** The one folder that it may read and write. */
  workFolder: string;
  timeoutMs: number;
}

/** Told of what happens while a file is read; a promise that fails ends the reading with its error. */
export interface ReadListener {
  onProgress: (progress: ReadProgress) => void;
  onRowErrors: (batch: RowError[]) => Promise<void>;
}

/** What a process may take beyond its heap: buffers, the inflater, code. */
const RSS_FACTOR = 2;
const RSS_EXTRA_MB = 256;
const LAST_WORDS_CHARS = 2_000;

/** One parser process. It reads one file after another, and is killed by whatever it can't be trusted after. */
export class ParserChild {
  /** Files, and bytes of them, read so far. */
  files = 0;
  bytes = 0;
  private readonly child: ChildProcess;
  private readonly gone: Promise<string>;
  private lastWords = '';

  constructor(
    entry: URL,
    private readonly limits: ChildLimits,
    onOutput: (text: string) => void,
  ) {
    const maxRssBytes = (limits.memoryMb * RSS_FACTOR + RSS_EXTRA_MB) * 1024 * 1024;
    this.child = fork(entry, [String(maxRssBytes)], {
      execArgv: [`--max-old-space-size=${limits.memoryMb}`, ...sandboxArguments(entry, limits.workFolder)],
      // None of the worker's settings: whoever breaks out of a parser finds no secret there.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    // People wait for the API and the database, nobody for a single file: those go first on a busy machine.
    if (this.child.pid !== undefined) setPriority(this.child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    this.gone = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
      this.child.once('error', (error) => resolve(error.message));
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        onOutput(text.trimEnd());
        this.lastWords = (this.lastWords + text).slice(-LAST_WORDS_CHARS);
      });
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null && this.child.connected;
  }

  /** What a dying process said of why, in a line. */
  private cause(): string {
    const fatal = /FATAL ERROR: .*/.exec(this.lastWords)?.[0];
    return fatal ?? this.lastWords.trim().split('\n').at(-1) ?? '';
  }

  /** Kills the process and waits until it is gone. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  /**
   * Reads a file. Whenever it throws, the process has been killed.
   * @throws ParserCrashedError, ParserTimeoutError, the signal's reason, the listener's error
   */
  async read(command: ReadCommand, listener: ReadListener, signal: AbortSignal): Promise<ParserOutcome> {
    this.files += 1;
    const { promise, resolve, reject } = Promise.withResolvers<ParserOutcome>();
    let stored = Promise.resolve();
    let size = 0;
    const onMessage = (message: ParserMessage): void => {
      if (message.type === 'progress') {
        size = message.progress.totalBytes;
        listener.onProgress(message.progress);
      } else if (message.type === 'rowErrors') {
        stored = stored.then(() => listener.onRowErrors(message.batch));
        stored.catch(reject);
      } else resolve(message);
    };
    const onAbort = (): void => reject(signal.reason as Error);
    const timer = setTimeout(() => {
      reject(new ParserTimeoutError(`Not done after ${this.limits.timeoutMs} ms`));
    }, this.limits.timeoutMs);
    void this.gone.then((how) => reject(new ParserCrashedError(`${how} ${this.cause()}`.trim())));
    this.child.on('message', onMessage);
    signal.addEventListener('abort', onAbort, { once: true });
    // From here on `promise` is waited for, whatever happens: a rejection that nobody hears would end the worker.
    if (signal.aborted) onAbort();
    try {
      this.child.send(command, (error) => {
        if (error) reject(new ParserCrashedError(error.message));
      });
      const outcome = await promise;
      this.bytes += size;
      await stored;
      return outcome;
    } catch (error) {
      await this.kill();
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.child.off('message', onMessage);
    }
  }
}
