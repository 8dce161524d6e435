import { Injectable } from '@nestjs/common';
import { AccountMails, type MailRecord } from '@orders/persistence';
import { MailSender } from '../reports/mail-sender';
import { AccountMailComposer } from './account-mail-composer';

/** Sends a mail about an account; its text is kept nowhere. */
@Injectable()
export class AccountMailDelivery {
  constructor(
    private readonly mails: AccountMails,
    private readonly composer: AccountMailComposer,
    private readonly sender: MailSender,
  ) {}

  /** @throws what {@link MailSender.send} throws */
  async deliver(mail: MailRecord): Promise<void> {
    const composed = mail.topic && (await this.composer.compose(mail.topic, mail.to));
    if (!composed) {
      await this.mails.drop(mail);
      return;
    }
    const transport = await this.sender.send(mail._id, mail.to, composed);
    await this.mails.markSent(mail, composed.subject, transport);
  }
}
