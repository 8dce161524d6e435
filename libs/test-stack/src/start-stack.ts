import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedMongo, startEmbeddedMongo } from '@orders/embedded-mongo';
import { PROGRAMS } from './programs';
import { SmtpSink } from './smtp-sink';
import { TestProcess } from './test-process';

export interface StackOptions {
  /** Default 1. */
  apis?: number;
  /** Default 1. */
  workers?: number;
  /** A mail server that receives the reports; without it they go to the mail folder. */
  smtp?: boolean;
  /** An existing folder that all data goes below; default: the system's folder for temporary files. */
  folder?: string;
  /** Settings besides those of the tests. */
  environment?: Record<string, string>;
}

export interface TestStack {
  /** Address of the first API. */
  url: string;
  mongoUri: string;
  dataDir: string;
  database: EmbeddedMongo;
  apis: TestProcess[];
  workers: TestProcess[];
  /** Present where `smtp` was asked for. */
  smtp: SmtpSink | undefined;
  /** Another API, not started yet; it is stopped with the rest. */
  addApi(environment?: Record<string, string>): TestProcess;
  /** Another worker, not started yet; it is stopped with the rest. */
  addWorker(environment?: Record<string, string>): TestProcess;
  /** Kills the database like a power cut, and starts it again on the same port and data. */
  restartDatabase(): Promise<void>;
  /** Ends it all. @throws Error when a program had ended by itself */
  stop(): Promise<void>;
}

/** Short leases and a lively poll, so that recovery can be watched. */
const TEST_SETTINGS = {
  NODE_ENV: 'test',
  PORT: '0',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  LEASE_MS: '3000',
  POLL_MS: '250',
  GRACE_MS: '2000',
  RATE_LIMIT_PER_MINUTE: '1000000',
  SIGN_IN_LIMIT_PER_MINUTE: '1000000',
  ACCOUNT_LIMIT_PER_QUARTER_HOUR: '1000000',
};

/** Starts the system; `stop` ends every process and removes the folder. */
export async function startStack(options: StackOptions = {}): Promise<TestStack> {
  const dataDir = await mkdtemp(join(options.folder ?? tmpdir(), 'orders-test-'));
  const mongoDir = join(dataDir, 'mongo');
  const startDatabase = (port?: number): Promise<EmbeddedMongo> =>
    startEmbeddedMongo({
      serverPath: PROGRAMS.database,
      dataDir: mongoDir,
      // With fail points: a test can lose an answer.
      args: ['--test-commands'],
      ...(port !== undefined && { port }),
    });
  const database = await startDatabase();
  const smtp = options.smtp ? await SmtpSink.start() : undefined;
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    ...TEST_SETTINGS,
    MONGO_URI: database.uri,
    DATA_DIR: dataDir,
    ...(smtp && { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), SMTP_SECURE: 'false' }),
    ...options.environment,
  };
  const processes = (file: string, count: number): TestProcess[] =>
    Array.from({ length: count }, () => new TestProcess(file, environment));
  const apis = processes(PROGRAMS.api, options.apis ?? 1);
  const workers = processes(PROGRAMS.worker, options.workers ?? 1);

  const stack: TestStack = {
    url: '',
    mongoUri: database.uri,
    dataDir,
    database,
    apis,
    workers,
    smtp,
    addApi: (extra = {}) => {
      const api = new TestProcess(PROGRAMS.api, { ...environment, ...extra });
      apis.push(api);
      return api;
    },
    addWorker: (extra = {}) => {
      const worker = new TestProcess(PROGRAMS.worker, { ...environment, ...extra });
      workers.push(worker);
      return worker;
    },
    restartDatabase: async () => {
      await stack.database.kill();
      stack.database = await startDatabase(stack.database.port);
    },
    stop: async () => {
      await Promise.all([...apis, ...workers].map((running) => running.kill()));
      await stack.database.stop();
      await smtp?.stop();
      await rm(dataDir, { recursive: true, force: true });
      const died = [...apis, ...workers].flatMap((running) => running.died ?? []);
      if (died.length > 0) throw new Error(died.join('\n'));
    },
  };
  try {
    await Promise.all(apis.map((api) => api.start()));
    await Promise.all(workers.map((worker) => worker.start()));
    stack.url = apis[0]?.url ?? '';
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
