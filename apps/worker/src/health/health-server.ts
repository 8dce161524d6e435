import { createServer, type Server, type ServerResponse } from 'node:http';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type HealthReport } from '@orders/contracts';
import { type Connection } from 'mongoose';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';

/** A database that does not answer a ping within this time is down, milliseconds. */
const PING_MS = 2_000;

/** `/health/live` and `/health/ready` for whoever supervises this process; off unless WORKER_PORT is set. */
@Injectable()
export class HealthServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(HealthServer.name);
  private server: Server | undefined;

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.WORKER_PORT === 0) return;
    const server = createServer((request, response) => void this.answer(request.url, response));
    this.server = server;
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    server.once('error', reject);
    server.listen(this.config.WORKER_PORT, () => resolve(undefined));
    await promise;
    this.logger.log(`Health at port ${this.config.WORKER_PORT}`);
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer(url: string | undefined, response: ServerResponse): Promise<void> {
    if (url === '/health/live') respond(response, { status: 'ok', checks: {} });
    else if (url === '/health/ready') {
      const up = await this.databaseAnswers();
      respond(response, { status: up ? 'ok' : 'error', checks: { database: up ? 'up' : 'down' } });
    } else response.writeHead(404).end();
  }

  private async databaseAnswers(): Promise<boolean> {
    try {
      await this.connection.db?.command({ ping: 1 }, { timeoutMS: PING_MS });
      return this.connection.db !== undefined;
    } catch {
      return false;
    }
  }
}

function respond(response: ServerResponse, report: HealthReport): void {
  const status = report.status === 'ok' ? 200 : 503;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(report));
}
