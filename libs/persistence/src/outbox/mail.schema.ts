import { Schema, type Types } from 'mongoose';
import { type AccountTokenPurpose } from '../account-tokens/account-token.schema';

/** What a mail about an account says; a link is made at the moment of sending and is in the mail only. */
export type AccountMailTopic = AccountTokenPurpose | 'password_changed';

/** A job whose end a report tells: the attempt that ended it. */
export interface CoveredJob {
  jobId: Types.ObjectId;
  fence: number;
}

/** A mail that is to be sent or was sent. `_id` is the left part of its Message-ID. */
export interface MailRecord {
  _id: string;
  /** Null for a mail about an account; of a batch, its first job. */
  jobId: Types.ObjectId | null;
  /** Null for a mail about an account: whether there is one is found out when it is sent. */
  ownerId: Types.ObjectId | null;
  topic?: AccountMailTopic;
  /** The batch that it reports as one. */
  batchId?: Types.ObjectId;
  /** Its batch has not been seen ended yet. */
  held?: true;
  /** The jobs of the batch that are reported by it alone. */
  covers?: CoveredJob[];
  /** How often a person had it sent again. */
  resends?: number;
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
    jobId: { type: Schema.Types.ObjectId, default: null, index: true },
    ownerId: { type: Schema.Types.ObjectId, default: null },
    topic: { type: String },
    batchId: { type: Schema.Types.ObjectId },
    held: { type: Boolean },
    covers: {
      type: [{ jobId: Schema.Types.ObjectId, fence: Number, _id: false }],
      default: undefined,
    },
    resends: { type: Number },
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
mailSchema.index({ 'covers.jobId': 1 }, { sparse: true });
