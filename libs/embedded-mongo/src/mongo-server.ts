import { rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { ServerState } from './commands/command';
import { CursorRegistry } from './commands/cursor-registry';
import { Dispatcher } from './commands/dispatcher';
import { FailPoints } from './commands/fail-points';
import { REPLICA_SET } from './commands/handshake-commands';
import { loadCredentials, writePrivateFile } from './credentials-file';
import type { ServerOptions } from './server-options';
import { SessionRegistry } from './sessions/session-registry';
import { SnapshotRegistry } from './sessions/snapshot-registry';
import { Engine } from './storage/engine';
import { TtlMonitor } from './storage/ttl-monitor';
import { ClientConnection } from './wire/client-connection';
import { deriveCredential } from './wire/scram';

const LOOPBACK = '127.0.0.1';
/** The database of a connection that names none. */
const DEFAULT_DATABASE = 'orders';

/** A server on one data folder: from `start` until `stop`. */
export class MongoServer {
  private readonly connections = new Set<ClientConnection>();
  private readonly listener: Server;
  private readonly ttl: TtlMonitor;
  private readonly dispatcher: Dispatcher;
  private accepted = 0;

  private constructor(
    private readonly options: ServerOptions,
    private readonly state: ServerState,
    private readonly credentials: { user: string; password: string },
    log: (message: string, error: unknown) => void,
  ) {
    this.dispatcher = new Dispatcher(state, log);
    this.ttl = new TtlMonitor(state.engine, options.ttlSeconds, log);
    this.listener = createServer((socket) => this.accept(socket));
  }

  /** @throws DataFolderLockedError when the folder is in use, Error when the port is or the data are damaged */
  static async start(
    options: ServerOptions,
    log: (message: string, error: unknown) => void,
  ): Promise<MongoServer> {
    const engine = new Engine(options.dataDir);
    const credentials = loadCredentials(options.dataDir);
    const state: ServerState = {
      engine,
      sessions: new SessionRegistry(engine),
      snapshots: new SnapshotRegistry(engine),
      cursors: new CursorRegistry(),
      failPoints: new FailPoints(options.testCommands),
      credential: options.withoutPassword
        ? undefined
        : deriveCredential(credentials.user, credentials.password),
      address: '',
      startedAt: new Date(),
      connections: () => server.connections.size,
    };
    const server = new MongoServer(options, state, credentials, log);
    await server.listen();
    return server;
  }

  /** The address with its credentials, for the MongoDB driver. */
  get uri(): string {
    const { user, password } = this.credentials;
    const [login, source] = this.state.credential ? [`${user}:${password}@`, 'authSource=admin&'] : ['', ''];
    return `mongodb://${login}${this.state.address}/${DEFAULT_DATABASE}?${source}directConnection=true&replicaSet=${REPLICA_SET}`;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  private listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.listener.once('error', reject);
      this.listener.listen(this.options.port, LOOPBACK, () => {
        this.state.address = `${LOOPBACK}:${this.port}`;
        const connection = { uri: this.uri, pid: process.pid, port: this.port };
        writePrivateFile(this.connectionFile, JSON.stringify(connection));
        resolve();
      });
    });
  }

  private get connectionFile(): string {
    return join(this.options.dataDir, 'connection.json');
  }

  private accept(socket: Socket): void {
    const connection = new ClientConnection(++this.accepted, socket, (request, from) =>
      this.dispatcher.handle(request, from),
    );
    this.connections.add(connection);
    socket.on('close', () => this.connections.delete(connection));
  }

  /** Stops in order: no new clients, running writes are finished, files are closed. */
  async stop(): Promise<void> {
    this.listener.close();
    await this.ttl.close();
    this.state.cursors.close();
    await this.state.sessions.close();
    await this.state.engine.writes.idle();
    for (const connection of this.connections) connection.destroy();
    await Promise.all([...this.connections].map((connection) => connection.settled()));
    this.state.snapshots.close();
    await this.state.engine.close();
    rmSync(this.connectionFile, { force: true });
  }
}
