import { Inject, Injectable } from '@nestjs/common';
import { type SystemInfo, type SystemPart } from '@orders/contracts';
import {
  DatabaseProbe,
  DeliveryLog,
  JobStore,
  OutboxState,
  QueueControl,
  WorkerRegistry,
} from '@orders/persistence';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { settingsInForce } from './settings-in-force';
import { databasePart, mailPart, queuePart, webhooksPart, workersPart } from './system-parts';

/** How the installation is set up and how each part of it is. */
@Injectable()
export class SystemService {
  constructor(
    @Inject(API_CONFIG) private readonly config: ApiConfig,
    private readonly database: DatabaseProbe,
    private readonly jobs: JobStore,
    private readonly control: QueueControl,
    private readonly workers: WorkerRegistry,
    private readonly outbox: OutboxState,
    private readonly deliveries: DeliveryLog,
  ) {}

  async find(): Promise<SystemInfo> {
    // By itself, so that what the others ask does not count as its latency.
    const database = databasePart(await this.database.read());
    return {
      version: BUILD_VERSION,
      parts: [database, ...(await this.othersNow())],
      settings: settingsInForce(this.config),
    };
  }

  private async othersNow(): Promise<SystemPart[]> {
    const [queue, paused, workers, mail, webhooks] = await Promise.all([
      this.jobs.queueState(),
      this.control.isPaused(),
      this.workers.alive(),
      this.outbox.read(),
      this.deliveries.trouble(),
    ]);
    return [
      queuePart(queue, paused, Date.now()),
      workersPart(workers),
      mailPart(mail),
      webhooksPart(webhooks),
    ];
  }
}
