import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Mail, type MailContent, type Page, type PageQuery } from '@orders/contracts';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { type OwnerScope } from '../owner-scope';
import { decodeMailCursor, encodeMailCursor } from './mail-cursor';
import { MAILS, type MailRecord } from './mail.schema';

/** Reports for people to look at: their own, or for admins all. */
@Injectable()
export class Mailbox {
  constructor(@InjectModel(MAILS) private readonly mails: Model<MailRecord>) {}

  /** Newest first. */
  async list(scope: OwnerScope, query: PageQuery): Promise<Page<Mail>> {
    const after = query.cursor ? decodeMailCursor(query.cursor) : undefined;
    const owned = reportsOf(scope);
    const filter: QueryFilter<MailRecord> = after
      ? {
          ...owned,
          $or: [
            { createdAt: { $lt: after.createdAt } },
            { createdAt: after.createdAt, _id: { $lt: after.id } },
          ],
        }
      : owned;
    const found = await this.mails
      .find(filter, { html: 0, text: 0 })
      .sort({ createdAt: -1, _id: -1 })
      .limit(query.limit + 1)
      .lean<MailRecord[]>();
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(toMail),
      nextCursor: found.length > query.limit && last ? encodeMailCursor(last) : null,
      total: await this.mails.countDocuments(owned),
    };
  }

  async find(scope: OwnerScope, id: string): Promise<MailContent | null> {
    const mail = await this.mails.findOne({ $and: [reportsOf(scope), { _id: id }] }).lean<MailRecord>();
    return toContent(mail);
  }

  /** The newest report of a job, or null when none was due. */
  async findByJob(scope: OwnerScope, jobId: string): Promise<MailContent | null> {
    const id = new Types.ObjectId(jobId);
    const mail = await this.mails
      .findOne({ ...reportsOf(scope), $or: [{ jobId: id }, { 'covers.jobId': id }] })
      .sort({ createdAt: -1 })
      .lean<MailRecord>();
    return toContent(mail);
  }

  /** Has a mail that was sent, or given up, sent again now; null when there is none that is not waiting. */
  async resend(scope: OwnerScope, id: string): Promise<Mail | null> {
    const mail = await this.mails
      .findOneAndUpdate(
        { $and: [reportsOf(scope), { _id: id, state: { $in: ['sent', 'failed'] } }] },
        {
          $set: { state: 'pending', nextAttemptAt: new Date(0), attempts: 0, lastError: null, sentAt: null },
          $inc: { resends: 1 },
        },
        { returnDocument: 'after' },
      )
      .lean<MailRecord>();
    return mail && toMail(mail);
  }
}

/** Mails about accounts are between the system and their reader: a link in one would be a way in. */
const reportsOf = (scope: OwnerScope): QueryFilter<MailRecord> => ({
  ...(scope !== 'all' && { ownerId: new Types.ObjectId(scope.ownerId) }),
  topic: { $exists: false },
});

const toContent = (mail: MailRecord | null): MailContent | null =>
  mail && { ...toMail(mail), html: mail.html, text: mail.text };

function toMail(record: MailRecord): Mail {
  return {
    id: record._id,
    jobId: record.jobId?.toHexString() ?? '',
    batchId: record.batchId?.toHexString() ?? null,
    to: record.to,
    subject: record.subject,
    state: record.state,
    transport: record.transport,
    attempts: record.attempts,
    lastError: record.lastError,
    createdAt: record.createdAt.toISOString(),
    sentAt: record.sentAt?.toISOString() ?? null,
  };
}
