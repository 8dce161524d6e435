import { type AuditAction } from '@orders/contracts';
import { Schema, type Types } from 'mongoose';

export interface AuditRecord {
  _id: Types.ObjectId;
  action: AuditAction;
  actorId: Types.ObjectId | null;
  /** As it was then. */
  actorEmail: string | null;
  subject: string | null;
  detail: string | null;
  address: string;
  userAgent: string;
  apiKeyId: string | null;
  time: Date;
}

export const AUDIT_ENTRIES = 'AuditEntry';

export const auditEntrySchema = new Schema<AuditRecord>(
  {
    action: { type: String, required: true, immutable: true },
    actorId: { type: Schema.Types.ObjectId, default: null, immutable: true },
    actorEmail: { type: String, default: null, immutable: true },
    subject: { type: String, default: null, immutable: true },
    detail: { type: String, default: null, immutable: true },
    address: { type: String, default: '', immutable: true },
    userAgent: { type: String, default: '', immutable: true },
    apiKeyId: { type: String, default: null, immutable: true },
    // Not marked immutable as the rest: Mongoose would then leave out the database's own `$currentDate`.
    time: { type: Date, required: true },
  },
  { collection: 'auditLog', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
auditEntrySchema.index({ time: -1, _id: -1 });
auditEntrySchema.index({ action: 1, time: -1, _id: -1 });
auditEntrySchema.index({ actorId: 1, time: -1, _id: -1 });
