import { type WebhookEvent } from '@orders/contracts';
import { Schema, type Types } from 'mongoose';

export interface WebhookRecord {
  _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  url: string;
  events: WebhookEvent[];
  active: boolean;
  /** Signs messages, so it must be readable: `whsec_` and base64. */
  secret: string;
  createdAt: Date;
}

export const WEBHOOKS = 'Webhook';

export const webhookSchema = new Schema<WebhookRecord>(
  {
    ownerId: { type: Schema.Types.ObjectId, required: true, index: true },
    url: { type: String, required: true },
    events: { type: [String], required: true },
    active: { type: Boolean, required: true },
    secret: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'webhooks', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
