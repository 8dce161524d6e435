import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Outbox } from '@orders/persistence';
import { AccountMailDelivery } from '../account-mails/account-mail-delivery';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { WorkLoop } from '../work-loop';
import { ReportDelivery } from './report-delivery';

/** Room for a mail's connection, greeting and transfer, each of which has a limit. */
const LEASE_FACTOR = 4;
const LEASE_EXTRA_MS = 5_000;

/** Sends what the outbox owes: at every poll and right after a job's end. */
@Injectable()
export class MailDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new WorkLoop(
    'Sending mails',
    { relay: () => this.outbox.relay(), takeNext: () => this.takeNext() },
    1,
    new Logger(MailDispatcher.name),
  );

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly scheduler: SchedulerRegistry,
    private readonly outbox: Outbox,
    private readonly reports: ReportDelivery,
    private readonly accountMails: AccountMailDelivery,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start(this.scheduler, this.config.POLL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** There is a mail to send now. */
  wake(): void {
    this.loop.wake();
  }

  private async takeNext(): Promise<(() => Promise<void>) | undefined> {
    const mail = await this.outbox.claimDue(this.config.SMTP_TIMEOUT_MS * LEASE_FACTOR + LEASE_EXTRA_MS);
    if (!mail) return undefined;
    return () => (mail.topic === undefined ? this.reports : this.accountMails).deliver(mail);
  }
}
