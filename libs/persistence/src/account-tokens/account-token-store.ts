import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { newSecret, secretHash } from '../secret-hash';
import { ACCOUNT_TOKENS, type AccountTokenPurpose, type AccountTokenRecord } from './account-token.schema';

/** A link gives up its power after this: an hour to set a password, a week to confirm an address. */
const LIFETIME_MS: Record<AccountTokenPurpose, number> = {
  password_reset: 60 * 60 * 1000,
  email_confirmation: 7 * 24 * 60 * 60 * 1000,
};

/** Whose a token is, and where its mail went. */
export interface TokenHolder {
  userId: string;
  email: string;
}

/** Tokens of mailed links: single-use, expiring, stored as hashes. */
@Injectable()
export class AccountTokenStore {
  constructor(@InjectModel(ACCOUNT_TOKENS) private readonly tokens: Model<AccountTokenRecord>) {}

  /** Makes the one good token of this purpose; earlier ones are void. @returns the token, stored nowhere. */
  async issue(purpose: AccountTokenPurpose, userId: Types.ObjectId, email: string): Promise<string> {
    const token = newSecret();
    const now = new Date();
    await this.tokens.deleteMany({ userId, purpose });
    await this.tokens.create({
      _id: secretHash(token),
      purpose,
      userId,
      email,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME_MS[purpose]),
    });
    return token;
  }

  /** Whose a good token is, without using it up; undefined when it is not good. */
  async find(purpose: AccountTokenPurpose, token: string): Promise<TokenHolder | undefined> {
    const found = await this.tokens.findOne(good(purpose, token)).lean<AccountTokenRecord>();
    return found ? holderOf(found) : undefined;
  }

  /** Uses a token up; of parallel tries one succeeds. @returns whose it was, or undefined when it is not good. */
  async take(purpose: AccountTokenPurpose, token: string): Promise<TokenHolder | undefined> {
    const taken = await this.tokens.findOneAndDelete(good(purpose, token)).lean<AccountTokenRecord>();
    return taken ? holderOf(taken) : undefined;
  }

  /** Voids the links of this purpose that were mailed to this person. */
  async voidAllOf(userId: string, purpose: AccountTokenPurpose): Promise<void> {
    await this.tokens.deleteMany({ userId: new Types.ObjectId(userId), purpose });
  }
}

const good = (purpose: AccountTokenPurpose, token: string): QueryFilter<AccountTokenRecord> => ({
  _id: secretHash(token),
  purpose,
  expiresAt: { $gt: new Date() },
});

const holderOf = ({ userId, email }: AccountTokenRecord): TokenHolder => ({
  userId: userId.toHexString(),
  email,
});
