import { Injectable } from '@nestjs/common';
import { AccountMails, type MailRecord } from '@orders/persistence';
import { MailFailures } from '../reports/mail-failures';
import { MailSender } from '../reports/mail-sender';
import { AccountMailComposer } from './account-mail-composer';

/** Sends a mail about an account; its text is kept nowhere. */
@Injectable()
export class AccountMailDelivery {
  constructor(
    private readonly mails: AccountMails,
    private readonly composer: AccountMailComposer,
    private readonly sender: MailSender,
    private readonly failures: MailFailures,
  ) {}

  /** @param mail a mail that is this worker's for a while */
  async deliver(mail: MailRecord): Promise<void> {
    const composed = mail.topic && (await this.composer.compose(mail.topic, mail.to));
    if (!composed) {
      await this.mails.drop(mail);
      return;
    }
    try {
      await this.sender.send(mail._id, mail.to, composed);
    } catch (error) {
      await this.failures.note(mail, error);
      return;
    }
    await this.mails.markSent(mail, composed.subject, this.sender.transport);
  }
}
