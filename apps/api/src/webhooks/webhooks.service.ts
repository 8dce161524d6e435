import { Injectable } from '@nestjs/common';
import {
  type CreatedWebhook,
  type NewWebhook,
  type PageQuery,
  type Webhook,
  type WebhookChange,
  type WebhookDeliveryPage,
  type WebhookList,
} from '@orders/contracts';
import { DeliveryLog, WebhookStore } from '@orders/persistence';
import { type SignedInUser } from '../auth/signed-in-user';
import { notFound, Problem } from '../problem/problem';

const MAX_WEBHOOKS = 20;

/** A person's own webhooks. Whether an address may be called is decided by the worker at every call. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly log: DeliveryLog,
  ) {}

  async list(user: SignedInUser): Promise<WebhookList> {
    return { items: await this.webhooks.list(user.id) };
  }

  async create(user: SignedInUser, wanted: NewWebhook): Promise<CreatedWebhook> {
    if ((await this.webhooks.count(user.id)) >= MAX_WEBHOOKS) {
      throw new Problem(409, 'limit_reached', `At most ${MAX_WEBHOOKS} webhooks. Remove one first.`);
    }
    return this.webhooks.create(user.id, wanted);
  }

  async change(user: SignedInUser, id: string, change: WebhookChange): Promise<Webhook> {
    const changed = await this.webhooks.change(user.id, id, change);
    if (!changed) throw notFound('The webhook');
    return changed;
  }

  async remove(user: SignedInUser, id: string): Promise<void> {
    if (!(await this.webhooks.remove(user.id, id))) throw notFound('The webhook');
  }

  async deliveries(user: SignedInUser, id: string, query: PageQuery): Promise<WebhookDeliveryPage> {
    if (!(await this.webhooks.isOwn(user.id, id))) throw notFound('The webhook');
    return this.log.list(id, query);
  }

  async resend(user: SignedInUser, id: string, deliveryId: string): Promise<void> {
    const own = await this.webhooks.isOwn(user.id, id);
    if (!own || !(await this.log.sendAgain(id, deliveryId))) throw notFound('The delivery');
  }
}
