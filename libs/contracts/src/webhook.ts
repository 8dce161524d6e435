import * as z from 'zod';
import { pageOf } from './page';

/** What a webhook can tell of. */
export const WebhookEvent = z
  .enum(['job.completed', 'job.failed', 'job.cancelled'])
  .meta({ id: 'WebhookEvent' });
export type WebhookEvent = z.infer<typeof WebhookEvent>;

const hasCredentials = ({ username, password }: URL): boolean => username !== '' || password !== '';

const WebhookUrl = z
  .url({ protocol: /^https?$/, error: 'Enter an address that begins with https://' })
  .max(2_000)
  .refine((text) => !URL.canParse(text) || !hasCredentials(new URL(text)), 'Leave out name and password')
  .meta({ id: 'WebhookUrl', example: 'https://erp.example.com/hooks/orders' });

const WebhookEvents = z.array(WebhookEvent).min(1, 'Choose what to tell').max(3);

/** An address that is told when jobs of its owner end (Standard Webhooks). */
export const Webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(WebhookEvent),
    active: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;

export const WebhookList = z.object({ items: z.array(Webhook) }).meta({ id: 'WebhookList' });
export type WebhookList = z.infer<typeof WebhookList>;

export const NewWebhook = z
  .strictObject({
    url: WebhookUrl,
    events: WebhookEvents.default(() => [...WebhookEvent.options]),
  })
  .meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookChange = z
  .strictObject({
    url: WebhookUrl.optional(),
    events: WebhookEvents.optional(),
    active: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change')
  .meta({ id: 'WebhookChange' });
export type WebhookChange = z.infer<typeof WebhookChange>;

export const CreatedWebhook = Webhook.extend({
  secret: z.string().meta({ description: 'Signs the messages; `whsec_` and base64, shown only now' }),
}).meta({ id: 'CreatedWebhook' });
export type CreatedWebhook = z.infer<typeof CreatedWebhook>;

/** One message to a webhook and how it fared. */
export const WebhookDelivery = z
  .object({
    id: z.string().meta({ description: 'Header `webhook-id`: the same for every try' }),
    event: WebhookEvent,
    jobId: z.string(),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int(),
    lastStatus: z.int().nullable().meta({ description: 'HTTP status of the last answer' }),
    lastError: z.string().nullable(),
    createdAt: z.iso.datetime(),
    nextAttemptAt: z.iso.datetime().nullable(),
    deliveredAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookDeliveryPage = pageOf(WebhookDelivery, 'WebhookDeliveryPage');
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;
