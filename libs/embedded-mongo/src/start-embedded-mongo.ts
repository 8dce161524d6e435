import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** How the server process is started. */
export interface StartOptions {
  /** The built server, `dist/libs/embedded-mongo/server.js`. */
  serverPath: string;
  /** The folder of the data; made when it is not there. */
  dataDir: string;
  /** The port on the loopback address; any free one when left out. */
  port?: number;
  /** Further arguments of the server, such as `--test-commands`. */
  args?: string[];
  /** Passes the server's output on to this process's; default false. */
  showOutput?: boolean;
}

/** The server did not start: the message says why. */
export class EmbeddedMongoStartError extends Error {
  readonly code = 'embedded_mongo_start_failed';
}

/** How long a start may take, crash recovery included, in milliseconds. */
const START_TIMEOUT_MS = 60_000;
/** How long an orderly stop may take, in milliseconds. */
const STOP_TIMEOUT_MS = 15_000;

/** A running server process. */
export class EmbeddedMongo {
  constructor(
    /** Its address with credentials, for the MongoDB driver and Mongoose. */
    readonly uri: string,
    readonly port: number,
    readonly process: ChildProcess,
  ) {}

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Stops it in order; fulfilled when the process has ended. Ends it by force after 15 seconds. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }

  /** Ends it at once, as a crash would; fulfilled when the process has ended. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }
}

/**
 * Starts a server on a data folder and waits until it can be used.
 * @throws EmbeddedMongoStartError when the folder is in use, the data are damaged, or the port is taken
 */
export async function startEmbeddedMongo(options: StartOptions): Promise<EmbeddedMongo> {
  const { serverPath, dataDir, port = 0, args = [], showOutput = false } = options;
  const child = fork(serverPath, ['--data-dir', dataDir, '--port', String(port), ...args], {
    stdio: ['ignore', showOutput ? 'inherit' : 'ignore', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A process group of its own: Ctrl+C is for whoever started it, who then stops it in order.
    detached: true,
  });
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => {
    if (errors.length < 50) errors.push(chunk.toString());
    if (showOutput) process.stderr.write(chunk);
  });
  const { promise, resolve, reject } = Promise.withResolvers<EmbeddedMongo>();
  const fail = (message: string): void =>
    reject(new EmbeddedMongoStartError(`The embedded database did not start: ${message}`));
  child.on('message', (message: unknown) => {
    const ready = readMessage(message);
    if (ready?.type === 'ready') resolve(new EmbeddedMongo(ready.uri, ready.port, child));
    if (ready?.type === 'failed') fail(ready.message);
  });
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code, signal) =>
    fail(errors.join('').trim() || `its process ended (${signal ?? code})`),
  );
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    fail(`no answer within ${START_TIMEOUT_MS / 1000} s`);
  }, START_TIMEOUT_MS);
  return promise.finally(() => clearTimeout(timer));
}

type Message = { type: 'ready'; uri: string; port: number } | { type: 'failed'; message: string };

function readMessage(message: unknown): Message | undefined {
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  if (message.type === 'ready' && 'uri' in message && 'port' in message) {
    return { type: 'ready', uri: String(message.uri), port: Number(message.port) };
  }
  if (message.type === 'failed' && 'message' in message)
    return { type: 'failed', message: String(message.message) };
  return undefined;
}

/** The address of the server that runs on a data folder, undefined when none does. */
export async function findRunningEmbeddedMongo(dataDir: string): Promise<string | undefined> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(dataDir, 'connection.json'), 'utf8'));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('port' in value))
    return undefined;
  return (await answers(Number(value.port))) ? String(value.uri) : undefined;
}

/** Whether something listens on the port: the file may be left over from a crash. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
