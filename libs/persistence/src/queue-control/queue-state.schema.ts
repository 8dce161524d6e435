import { Schema } from 'mongoose';

/** Whether workers may take jobs; one document, `_id` is `queue`. */
export interface QueueStateRecord {
  _id: string;
  paused: boolean;
}

export const QUEUE_STATE = 'QueueState';

export const queueStateSchema = new Schema<QueueStateRecord>(
  { _id: { type: String, required: true }, paused: { type: Boolean, required: true } },
  { collection: 'queueState', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
