import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { MAILS, type MailRecord } from './mail.schema';

const DAY_MS = 86_400_000;

/** How the outbox stands, as far as its mails tell. */
export interface MailState {
  /** How the newest mail that was sent left; null where none was. */
  transport: 'smtp' | 'folder' | null;
  pending: number;
  /** Given up, of the mails of the last 24 hours. */
  failedLastDay: number;
  /** Of the newest mail of these that has one. */
  lastError: string | null;
}

@Injectable()
export class OutboxState {
  constructor(@InjectModel(MAILS) private readonly mails: Model<MailRecord>) {}

  async read(): Promise<MailState> {
    const ofLastDay = { createdAt: { $gte: new Date(Date.now() - DAY_MS) } };
    const [sent, pending, failedLastDay, wrong] = await Promise.all([
      this.mails
        .findOne({ state: 'sent' }, { transport: 1 })
        .sort({ createdAt: -1, _id: -1 })
        .lean<Pick<MailRecord, 'transport'>>(),
      // What waits for the end of its batch is not late.
      this.mails.countDocuments({ state: 'pending', held: { $exists: false } }),
      this.mails.countDocuments({ ...ofLastDay, state: 'failed' }),
      this.mails
        .findOne(
          { ...ofLastDay, state: { $in: ['pending', 'failed'] }, lastError: { $ne: null } },
          { lastError: 1 },
        )
        .sort({ createdAt: -1, _id: -1 })
        .lean<Pick<MailRecord, 'lastError'>>(),
    ]);
    return {
      transport: sent?.transport ?? null,
      pending,
      failedLastDay,
      lastError: wrong?.lastError ?? null,
    };
  }
}
