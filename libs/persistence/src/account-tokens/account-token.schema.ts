import { Schema, type Types } from 'mongoose';

/** What a mailed link may be used for. */
export type AccountTokenPurpose = 'password_reset' | 'email_confirmation';

/** A mailed link that has not been used yet; the token itself is in the mail only. */
export interface AccountTokenRecord {
  /** SHA-256 of the token. */
  _id: string;
  purpose: AccountTokenPurpose;
  userId: Types.ObjectId;
  /** The address that the mail went to: the link is void once the account has another one. */
  email: string;
  createdAt: Date;
  expiresAt: Date;
}

export const ACCOUNT_TOKENS = 'AccountToken';

export const accountTokenSchema = new Schema<AccountTokenRecord>(
  {
    _id: { type: String, required: true },
    purpose: { type: String, required: true },
    userId: { type: Schema.Types.ObjectId, required: true, index: true },
    email: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, index: { expireAfterSeconds: 0 } },
  },
  { collection: 'accountTokens', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
