import { Schema, type Types } from 'mongoose';

/** One sign-in. Its refresh token is rotated at every use; only hashes are stored. */
export interface SessionRecord {
  _id: Types.ObjectId;
  userId: Types.ObjectId;
  /** SHA-256 of the half of the refresh token that stays the same: it finds the session of outdated ones too. */
  familyHash: string;
  /** SHA-256 of the refresh token in force. */
  tokenHash: string;
  /** The one before; valid for a short grace, so that parallel tabs don't log each other out. */
  previousHash: string | null;
  rotatedAt: Date;
  userAgent: string;
  address: string;
  createdAt: Date;
  expiresAt: Date;
}

export const SESSIONS = 'Session';

export const sessionSchema = new Schema<SessionRecord>(
  {
    userId: { type: Schema.Types.ObjectId, required: true, index: true },
    familyHash: { type: String, required: true, unique: true },
    tokenHash: { type: String, required: true },
    previousHash: { type: String, default: null },
    rotatedAt: { type: Date, required: true },
    userAgent: { type: String, default: '' },
    address: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, index: { expireAfterSeconds: 0 } },
  },
  { collection: 'sessions', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
