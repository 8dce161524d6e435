import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type CreatedWebhook, type NewWebhook, type Webhook, type WebhookChange } from '@orders/contracts';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { WEBHOOKS, type WebhookRecord } from './webhook.schema';

/** Standard Webhooks: between 24 and 64 bytes. */
const SECRET_BYTES = 32;

/** Addresses that want to be told when jobs end. */
@Injectable()
export class WebhookStore {
  constructor(@InjectModel(WEBHOOKS) private readonly webhooks: Model<WebhookRecord>) {}

  async create(ownerId: string, wanted: NewWebhook): Promise<CreatedWebhook> {
    const created = await this.webhooks.create({
      ownerId: new Types.ObjectId(ownerId),
      url: wanted.url,
      events: [...new Set(wanted.events)],
      active: true,
      secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,
      createdAt: new Date(),
    });
    return { ...toWebhook(created.toObject()), secret: created.secret };
  }

  /** A person's webhooks, newest first. */
  async list(ownerId: string): Promise<Webhook[]> {
    const found = await this.webhooks
      .find({ ownerId: new Types.ObjectId(ownerId) })
      .sort({ _id: -1 })
      .lean<WebhookRecord[]>();
    return found.map(toWebhook);
  }

  async count(ownerId: string): Promise<number> {
    return this.webhooks.countDocuments({ ownerId: new Types.ObjectId(ownerId) });
  }

  /** @returns the changed webhook, or null when the person has none of this id. */
  async change(ownerId: string, id: string, change: WebhookChange): Promise<Webhook | null> {
    const set = {
      ...(change.url !== undefined && { url: change.url }),
      ...(change.events && { events: [...new Set(change.events)] }),
      ...(change.active !== undefined && { active: change.active }),
    };
    const changed = await this.webhooks
      .findOneAndUpdate(ownFilter(ownerId, id), { $set: set }, { returnDocument: 'after' })
      .lean<WebhookRecord>();
    return changed && toWebhook(changed);
  }

  /** @returns whether the person had it. */
  async remove(ownerId: string, id: string): Promise<boolean> {
    return (await this.webhooks.deleteOne(ownFilter(ownerId, id))).deletedCount === 1;
  }

  async isOwn(ownerId: string, id: string): Promise<boolean> {
    return (await this.webhooks.exists(ownFilter(ownerId, id))) !== null;
  }

  /** The active webhook of this id, for its delivery. */
  async findActive(id: Types.ObjectId): Promise<WebhookRecord | null> {
    return this.webhooks.findOne({ _id: id, active: true }).lean<WebhookRecord>();
  }

  /** The active webhooks of these owners. */
  async activeOf(ownerIds: Types.ObjectId[]): Promise<WebhookRecord[]> {
    return this.webhooks.find({ ownerId: { $in: ownerIds }, active: true }).lean<WebhookRecord[]>();
  }

  /** The receiver says that it is gone for good: nothing more is sent. */
  async switchOff(id: Types.ObjectId): Promise<void> {
    await this.webhooks.updateOne({ _id: id }, { $set: { active: false } });
  }
}

const ownFilter = (ownerId: string, id: string): QueryFilter<WebhookRecord> => ({
  _id: new Types.ObjectId(id),
  ownerId: new Types.ObjectId(ownerId),
});

function toWebhook(record: WebhookRecord): Webhook {
  return {
    id: record._id.toHexString(),
    url: record.url,
    events: record.events,
    active: record.active,
    createdAt: record.createdAt.toISOString(),
  };
}
