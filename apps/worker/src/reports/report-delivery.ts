import { Injectable } from '@nestjs/common';
import { BatchReports, type JobRecord, type MailRecord, messageIdOf, Outbox } from '@orders/persistence';
import { JobEvents } from '../events/job-events';
import { MailFailures } from './mail-failures';
import { MailSender } from './mail-sender';
import { type Report, ReportComposer } from './report-composer';

/** Sends a report of ended jobs, and lets people see at their jobs what became of it. */
@Injectable()
export class ReportDelivery {
  constructor(
    private readonly outbox: Outbox,
    private readonly batches: BatchReports,
    private readonly composer: ReportComposer,
    private readonly sender: MailSender,
    private readonly failures: MailFailures,
    private readonly events: JobEvents,
  ) {}

  /** @param claimed a mail that is this worker's for a while */
  async deliver(claimed: MailRecord): Promise<void> {
    const mail = claimed.held ? await this.batches.release(claimed) : claimed;
    if (!mail) return;
    const report = await this.composer.compose(mail);
    const told = report
      ? await this.send(mail, report)
      : await this.outbox.markFailed(mail, 'The job was removed or started again before its report was sent');
    for (const job of told) this.events.changed(job);
  }

  private async send(mail: MailRecord, { content, attachments }: Report): Promise<JobRecord[]> {
    try {
      await this.sender.send(messageIdOf(mail), mail.to, content, attachments);
    } catch (error) {
      return this.failures.note(mail, error, { ...content, transport: this.sender.transport });
    }
    return this.outbox.markSent(mail, { ...content, transport: this.sender.transport });
  }
}
