import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Mail, type MailContent, type Page, type PageQuery } from '@orders/contracts';
import { type Model, type QueryFilter } from 'mongoose';
import { decodeMailCursor, encodeMailCursor } from './mail-cursor';
import { MAILS, type MailRecord } from './mail.schema';

/** All mails, for admins to look at. */
@Injectable()
export class Mailbox {
  constructor(@InjectModel(MAILS) private readonly mails: Model<MailRecord>) {}

  /** Newest first. */
  async list(query: PageQuery): Promise<Page<Mail>> {
    const after = query.cursor ? decodeMailCursor(query.cursor) : undefined;
    const filter: QueryFilter<MailRecord> = after
      ? {
          $or: [
            { createdAt: { $lt: after.createdAt } },
            { createdAt: after.createdAt, _id: { $lt: after.id } },
          ],
        }
      : {};
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
      total: await this.mails.estimatedDocumentCount(),
    };
  }

  async find(id: string): Promise<MailContent | null> {
    const mail = await this.mails.findById(id).lean<MailRecord>();
    return mail && { ...toMail(mail), html: mail.html, text: mail.text };
  }
}

function toMail(record: MailRecord): Mail {
  return {
    id: record._id,
    jobId: record.jobId.toHexString(),
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
