import { join } from 'node:path';
import { startEmbeddedMongo } from '@orders/embedded-mongo';
import { PROGRAMS } from '../programs';
import { type StackConfig } from '../stack-config';
import { startProgram } from './child-program';
import { openLogFile } from './log-file';
import { Supervised } from './supervised';

/** A worker hands its jobs back within its grace period; a database writes what it was given. */
const STOP_MS = 20_000;

/** Database, API and workers as one: started in order, restarted when they die, stopped in reverse order. */
export class Stack {
  private readonly running: Supervised[] = [];
  private mongoUri: string | undefined;
  private databasePort: number;
  private apiUrl = '';

  constructor(
    private readonly config: StackConfig,
    private readonly say: (line: string) => void,
  ) {
    this.mongoUri = config.MONGO_URI;
    this.databasePort = config.EMBEDDED_MONGO_PORT;
  }

  /** @returns the address of the console. */
  async start(): Promise<string> {
    if (this.mongoUri === undefined) await this.supervise('database', () => this.launchDatabase());
    await this.supervise('api', () => this.launch('api', PROGRAMS.api));
    for (let number = 1; number <= this.config.WORKERS; number++) {
      const name = this.config.WORKERS === 1 ? 'worker' : `worker-${number}`;
      await this.supervise(name, () => this.launch(name, PROGRAMS.worker));
    }
    return this.apiUrl;
  }

  async stop(): Promise<void> {
    for (const program of this.running.reverse()) await program.stop();
  }

  private async supervise(name: string, launch: Supervised['options']['launch']): Promise<void> {
    const program = new Supervised({ name, launch, stopMs: STOP_MS, say: this.say });
    this.running.push(program);
    await program.start();
  }

  private async launchDatabase() {
    const database = await startEmbeddedMongo({
      serverPath: PROGRAMS.database,
      dataDir: join(this.config.DATA_DIR, 'mongo'),
      // The same port again after a restart, so that everybody finds it.
      port: this.databasePort,
    });
    this.databasePort = database.port;
    this.mongoUri = database.uri;
    return database.process;
  }

  private async launch(name: string, file: string) {
    const { child, url } = await startProgram({
      name,
      file,
      environment: {
        // Links in mails lead to where this system answers, unless it is known by another address.
        ...(this.apiUrl && { FRONTEND_URL: this.apiUrl }),
        ...process.env,
        MONGO_URI: this.mongoUri,
        DATA_DIR: this.config.DATA_DIR,
      },
      log: openLogFile(join(this.config.DATA_DIR, 'logs'), name),
      show: this.say,
    });
    if (url) this.apiUrl = url;
    return child;
  }
}
