import { type EmailPreference, type Role } from '@orders/contracts';
import { Schema, type Types } from 'mongoose';

export interface UserRecord {
  _id: Types.ObjectId;
  /** Lower case; unique. */
  email: string;
  name: string;
  /** argon2id, PHC string. */
  passwordHash: string;
  role: Role;
  active: boolean;
  /** When a mailed link proved the address; null before. */
  emailConfirmedAt: Date | null;
  emailPreference: EmailPreference;
  /** One report for the files of one upload; absent: one each. */
  batchReports?: boolean;
  lastSignInAt: Date | null;
  createdAt: Date;
}

export const USERS = 'User';

export const userSchema = new Schema<UserRecord>(
  {
    email: { type: String, required: true, unique: true },
    name: { type: String, required: true },
    passwordHash: { type: String, required: true },
    role: { type: String, required: true, enum: ['member', 'admin'] },
    active: { type: Boolean, required: true },
    emailConfirmedAt: { type: Date, default: null },
    emailPreference: { type: String, required: true, enum: ['always', 'failed', 'never'] },
    batchReports: { type: Boolean },
    lastSignInAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'users', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
