import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { WorkFolders } from '../workspace/work-folders';
import { ParserChild, type ReadListener } from './parser-child';
import { PARSER_ENTRY } from './parser-entry';
import { ParserCrashedError } from './parser-errors';
import { type ParserOutcome, type ReadCommand } from './parser-messages';

/** After so many files a process makes room for a fresh one: whatever leaks, leaks a little. */
const FILES_PER_CHILD = 50;
/** The same after so many bytes: what a large file has blown up is given back to the system. */
const BYTES_PER_CHILD = 128 * 1024 * 1024;

/** Parser processes, kept warm between files. As many run at once as callers wait. */
@Injectable()
export class ParserPool implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ParserPool.name);
  private readonly idle: ParserChild[] = [];
  private readonly all = new Set<ParserChild>();

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    @Inject(PARSER_ENTRY) private readonly entry: URL,
    private readonly folders: WorkFolders,
  ) {}

  onApplicationBootstrap(): void {
    this.idle.push(this.spawn());
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.all].map((child) => child.kill()));
  }

  /**
   * Reads a file in a process of its own.
   * @throws ParserCrashedError, ParserTimeoutError, the signal's reason, the listener's error
   */
  async run(command: ReadCommand, listener: ReadListener, signal: AbortSignal): Promise<ParserOutcome> {
    signal.throwIfAborted();
    const child = this.take();
    try {
      const outcome = await child.read(command, listener, signal);
      await this.giveBack(child);
      return outcome;
    } catch (error) {
      this.all.delete(child);
      if (error instanceof ParserCrashedError) this.logger.warn(`A parser process died: ${error.message}`);
      throw error;
    }
  }

  private take(): ParserChild {
    for (let child = this.idle.pop(); child; child = this.idle.pop()) {
      if (child.alive) return child;
      this.all.delete(child);
    }
    return this.spawn();
  }

  private async giveBack(child: ParserChild): Promise<void> {
    if (child.files < FILES_PER_CHILD && child.bytes < BYTES_PER_CHILD && child.alive) {
      this.idle.push(child);
      return;
    }
    this.all.delete(child);
    await child.kill();
  }

  private spawn(): ParserChild {
    const limits = {
      memoryMb: this.config.PARSER_MEMORY_MB,
      timeoutMs: this.config.PARSER_TIMEOUT_MS,
      workFolder: this.folders.own,
    };
    const child = new ParserChild(this.entry, limits, (text) => this.logger.debug(text));
    this.all.add(child);
    return child;
  }
}
