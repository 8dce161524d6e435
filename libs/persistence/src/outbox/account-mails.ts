import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { type AccountMailTopic, MAILS, type MailRecord } from './mail.schema';

/**
 * Mails about accounts, in the same outbox as the reports. What is stored says to which address about what;
 * links are made when the mail is sent, and the text of the mail is not kept.
 */
@Injectable()
export class AccountMails {
  constructor(@InjectModel(MAILS) private readonly mails: Model<MailRecord>) {}

  /** Owes a mail to an address, whether or not it has an account: the asker can't tell by the time it takes. */
  async enqueue(topic: AccountMailTopic, to: string): Promise<void> {
    await this.mails.create({
      _id: `account-${randomUUID()}`,
      topic,
      to,
      state: 'pending',
      nextAttemptAt: new Date(0),
      attempts: 0,
      createdAt: new Date(),
    });
  }

  async markSent(mail: MailRecord, subject: string, transport: 'smtp' | 'folder'): Promise<void> {
    await this.mails.updateOne(
      { _id: mail._id },
      { $set: { state: 'sent', subject, transport, lastError: null }, $currentDate: { sentAt: true } },
    );
  }

  /** There is nobody to write to, or nothing to say any more. */
  async drop(mail: MailRecord): Promise<void> {
    await this.mails.deleteOne({ _id: mail._id });
  }
}
