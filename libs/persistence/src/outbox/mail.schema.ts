import { Schema, type Types } from 'mongoose';

/** A mail that is to be sent or was sent. `_id` is the left part of its Message-ID. */
export interface MailRecord {
  _id: string;
  jobId: Types.ObjectId;
  ownerId: Types.ObjectId;
  to: string;
  state: 'pending' | 'sent' | 'failed';
  /** Not before this time; also the lease of the worker that is sending it, by the database's clock. */
  nextAttemptAt: Date;
  attempts: number;
  lastError: string | null;
  transport: 'smtp' | 'folder' | null;
  subject: string;
  html: string | null;
  text: string | null;
  createdAt: Date;
  sentAt: Date | null;
}

export const MAILS = 'Mail';

export const mailSchema = new Schema<MailRecord>(
  {
    _id: { type: String, required: true },
    jobId: { type: Schema.Types.ObjectId, required: true, index: true },
    ownerId: { type: Schema.Types.ObjectId, required: true },
    to: { type: String, required: true },
    state: { type: String, required: true },
    nextAttemptAt: { type: Date, required: true },
    attempts: { type: Number, required: true },
    lastError: { type: String, default: null },
    transport: { type: String, default: null },
    subject: { type: String, default: '' },
    html: { type: String, default: null },
    text: { type: String, default: null },
    createdAt: { type: Date, required: true },
    sentAt: { type: Date, default: null },
  },
  { collection: 'mails', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
mailSchema.index({ nextAttemptAt: 1 }, { partialFilterExpression: { state: 'pending' } });
mailSchema.index({ createdAt: -1, _id: -1 });
mailSchema.index({ ownerId: 1, createdAt: -1, _id: -1 });
