import { Inject, Injectable, Logger } from '@nestjs/common';
import { type JobRecord, type MailRecord, Outbox, type RenderedMail } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { judgeMailFailure } from './mail-failure';

/** Decides about mails that could not be sent: another try later, or none. */
@Injectable()
export class MailFailures {
  private readonly logger = new Logger(MailFailures.name);

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param kept what is kept of a mail that is given up; undefined where nothing is
   * @returns the jobs whose report was given up
   */
  async note(mail: MailRecord, error: unknown, kept?: RenderedMail): Promise<JobRecord[]> {
    const reason = error instanceof Error ? error.message : String(error);
    const verdict = judgeMailFailure(error, mail.attempts, this.config.MAIL_RETRY_MS);
    if (verdict.type === 'retry') {
      this.logger.warn(`Mail ${mail._id} will be tried again: ${reason}`);
      await this.outbox.retryLater(mail, verdict.delayMs, reason);
      return [];
    }
    this.logger.warn(`Mail ${mail._id} is given up: ${reason}`);
    return this.outbox.markFailed(mail, reason, kept);
  }
}
