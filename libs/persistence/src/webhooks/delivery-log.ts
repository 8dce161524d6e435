import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Page, type PageQuery, type WebhookDelivery } from '@orders/contracts';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { DELIVERIES, type DeliveryRecord } from './delivery.schema';

const DAY_MS = 86_400_000;

/** Messages that do not get through. */
export interface DeliveryTrouble {
  /** Failed once at least, and will be tried again. */
  retrying: number;
  /** Given up, of the messages of the last 24 hours. */
  failedLastDay: number;
}

/** What was sent to webhooks and how it fared, for their owners. */
@Injectable()
export class DeliveryLog {
  constructor(@InjectModel(DELIVERIES) private readonly deliveries: Model<DeliveryRecord>) {}

  /** Newest first. */
  async list(webhookId: string, query: PageQuery): Promise<Page<WebhookDelivery>> {
    const filter: QueryFilter<DeliveryRecord> = { webhookId: new Types.ObjectId(webhookId) };
    const found = await this.deliveries
      .find(query.cursor ? { ...filter, ...beyond(query.cursor) } : filter, { body: 0 })
      .sort({ createdAt: -1, _id: -1 })
      .limit(query.limit + 1)
      .lean<DeliveryRecord[]>();
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(toDelivery),
      nextCursor: found.length > query.limit && last ? encode(last) : null,
      total: null,
    };
  }

  /** Of all webhooks. */
  async trouble(): Promise<DeliveryTrouble> {
    const [retrying, failedLastDay] = await Promise.all([
      this.deliveries.countDocuments({ state: 'pending', lastError: { $ne: null } }),
      this.deliveries.countDocuments({
        state: 'failed',
        createdAt: { $gte: new Date(Date.now() - DAY_MS) },
      }),
    ]);
    return { retrying, failedLastDay };
  }

  /** Sends a message again, now. @returns whether there is such a delivery that is not under way. */
  async sendAgain(webhookId: string, id: string): Promise<boolean> {
    const { matchedCount } = await this.deliveries.updateOne(
      { _id: id, webhookId: new Types.ObjectId(webhookId), state: { $ne: 'pending' } },
      { $set: { state: 'pending', nextAttemptAt: new Date(0), attempts: 0, deliveredAt: null } },
    );
    return matchedCount === 1;
  }
}

const encode = (last: DeliveryRecord): string =>
  Buffer.from(`${last.createdAt.getTime()} ${last._id}`).toString('base64url');

function beyond(cursor: string): QueryFilter<DeliveryRecord> {
  const match = /^(\d{1,15}) ([\w-]+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match?.[1] || !match[2]) return {};
  const createdAt = new Date(Number(match[1]));
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: match[2] } }] };
}

function toDelivery(record: DeliveryRecord): WebhookDelivery {
  return {
    id: record._id,
    event: record.event,
    jobId: record.jobId.toHexString(),
    state: record.state,
    attempts: record.attempts,
    lastStatus: record.lastStatus,
    lastError: record.lastError,
    createdAt: record.createdAt.toISOString(),
    nextAttemptAt: record.state === 'pending' ? record.nextAttemptAt.toISOString() : null,
    deliveredAt: record.deliveredAt?.toISOString() ?? null,
  };
}
