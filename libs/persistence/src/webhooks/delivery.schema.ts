import { type WebhookEvent } from '@orders/contracts';
import { Schema, type Types } from 'mongoose';

/** Deliveries are shown for this long. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** One message to one webhook. `_id` is the header `webhook-id`, the same for every try. */
export interface DeliveryRecord {
  _id: string;
  webhookId: Types.ObjectId;
  ownerId: Types.ObjectId;
  jobId: Types.ObjectId;
  event: WebhookEvent;
  /** What is sent, byte for byte. */
  body: string;
  state: 'pending' | 'delivered' | 'failed';
  /** Not before this time; also the lease of the worker that is sending it, by the database's clock. */
  nextAttemptAt: Date;
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: Date;
  deliveredAt: Date | null;
}

export const DELIVERIES = 'WebhookDelivery';

export const deliverySchema = new Schema<DeliveryRecord>(
  {
    _id: { type: String, required: true },
    webhookId: { type: Schema.Types.ObjectId, required: true },
    ownerId: { type: Schema.Types.ObjectId, required: true },
    jobId: { type: Schema.Types.ObjectId, required: true },
    event: { type: String, required: true },
    body: { type: String, required: true },
    state: { type: String, required: true },
    nextAttemptAt: { type: Date, required: true },
    attempts: { type: Number, required: true },
    lastStatus: { type: Number, default: null },
    lastError: { type: String, default: null },
    createdAt: { type: Date, required: true, index: { expireAfterSeconds: KEPT_SECONDS } },
    deliveredAt: { type: Date, default: null },
  },
  { collection: 'webhookDeliveries', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
deliverySchema.index({ nextAttemptAt: 1 }, { partialFilterExpression: { state: 'pending' } });
deliverySchema.index({ webhookId: 1, createdAt: -1, _id: -1 });
