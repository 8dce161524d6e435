import { type ApiKeyScope } from '@orders/contracts';
import { Schema, type Types } from 'mongoose';

/** A key of a program that acts for its owner; the key itself is known to its holder only. */
export interface ApiKeyRecord {
  _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  name: string;
  scopes: ApiKeyScope[];
  /** SHA-256 of the key. */
  keyHash: string;
  hint: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

export const API_KEYS = 'ApiKey';

export const apiKeySchema = new Schema<ApiKeyRecord>(
  {
    ownerId: { type: Schema.Types.ObjectId, required: true, index: true },
    name: { type: String, required: true },
    scopes: { type: [String], required: true },
    keyHash: { type: String, required: true, unique: true },
    hint: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    lastUsedAt: { type: Date, default: null },
  },
  { collection: 'apiKeys', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
