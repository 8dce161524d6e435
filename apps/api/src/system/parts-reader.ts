import { Injectable } from '@nestjs/common';
import { type SystemPart } from '@orders/contracts';
import {
  DatabaseProbe,
  DeliveryLog,
  JobStore,
  OutboxState,
  QueueControl,
  WorkerRegistry,
} from '@orders/persistence';
import { databasePart, mailPart, queuePart, webhooksPart, workersPart } from './system-parts';

/** Looks how each part of the system is now. */
@Injectable()
export class PartsReader {
  constructor(
    private readonly database: DatabaseProbe,
    private readonly jobs: JobStore,
    private readonly control: QueueControl,
    private readonly workers: WorkerRegistry,
    private readonly outbox: OutboxState,
    private readonly deliveries: DeliveryLog,
  ) {}

  async read(): Promise<SystemPart[]> {
    // By itself, so that what the others ask does not count as its latency.
    const database = await this.database.read();
    const [queue, paused, workers, mail, webhooks] = await Promise.all([
      this.jobs.queueState(),
      this.control.isPaused(),
      this.workers.alive(),
      this.outbox.read(),
      this.deliveries.trouble(),
    ]);
    return [
      databasePart(database),
      queuePart(queue, paused, Date.now()),
      workersPart(workers),
      mailPart(mail),
      webhooksPart(webhooks),
    ];
  }
}
