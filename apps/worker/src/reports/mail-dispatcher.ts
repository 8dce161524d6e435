import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { type MailRecord, Outbox } from '@orders/persistence';
import { AccountMailDelivery } from '../account-mails/account-mail-delivery';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { JobEvents } from '../events/job-events';
import { RecurringStep } from '../recurring-step';
import { judgeMailFailure } from './mail-failure';
import { MailSender } from './mail-sender';
import { ReportComposer } from './report-composer';
import { type RenderedReport } from './report-renderer';

/** Room for a mail's connection, greeting and transfer, each of which has a limit. */
const LEASE_FACTOR = 4;
const LEASE_EXTRA_MS = 5_000;

/** Sends what the outbox owes: at every poll and right after a job's end, apart from all job processing. */
@Injectable()
export class MailDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(MailDispatcher.name);
  private readonly dispatching = new RecurringStep('Sending mails', () => this.dispatch(), this.logger);
  private stopping = false;

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly scheduler: SchedulerRegistry,
    private readonly outbox: Outbox,
    private readonly composer: ReportComposer,
    private readonly sender: MailSender,
    private readonly accountMails: AccountMailDelivery,
    private readonly events: JobEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'mails',
      setInterval(() => this.wake(), this.config.POLL_MS),
    );
  }

  /** The mail that is on its way may still be noted as sent, so that it is not sent twice. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.dispatching.stop();
  }

  /** There is a mail to send now. */
  wake(): void {
    this.dispatching.run();
  }

  private async dispatch(): Promise<void> {
    while (await this.outbox.relay());
    while (!this.stopping) {
      const mail = await this.outbox.claimDue(this.config.SMTP_TIMEOUT_MS * LEASE_FACTOR + LEASE_EXTRA_MS);
      if (!mail) return;
      await this.deliver(mail);
    }
  }

  private async deliver(mail: MailRecord): Promise<void> {
    if (mail.jobId === null) {
      await this.deliverAccountMail(mail);
      return;
    }
    const report = await this.composer.compose(mail);
    if (!report) {
      await this.outbox.markFailed(mail, 'The job was removed or started again before its report was sent');
      return;
    }
    let transport: 'smtp' | 'folder';
    try {
      transport = await this.sender.send(mail._id, mail.to, report);
    } catch (error) {
      await this.noteFailure(mail, report, error);
      return;
    }
    const told = await this.outbox.markSent(mail, { ...report, transport });
    if (told) this.events.changed(told);
  }

  private async deliverAccountMail(mail: MailRecord): Promise<void> {
    try {
      await this.accountMails.deliver(mail);
    } catch (error) {
      await this.noteFailure(mail, undefined, error);
    }
  }

  /** @param report what is kept of a mail that is given up; undefined where nothing is */
  private async noteFailure(
    mail: MailRecord,
    report: RenderedReport | undefined,
    error: unknown,
  ): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const verdict = judgeMailFailure(error, mail.attempts, this.config.MAIL_RETRY_MS);
    if (verdict.type === 'retry') {
      this.logger.warn(`Mail ${mail._id} will be tried again: ${reason}`);
      await this.outbox.retryLater(mail, verdict.delayMs, reason);
      return;
    }
    this.logger.warn(`Mail ${mail._id} is given up: ${reason}`);
    const told = await this.outbox.markFailed(
      mail,
      reason,
      report && { ...report, transport: this.config.mailRoute.kind },
    );
    if (told) this.events.changed(told);
  }
}
