import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type ApiKey, API_KEY_PREFIX, type CreatedApiKey, type NewApiKey } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { newSecret, secretHash } from '../secret-hash';
import { API_KEYS, type ApiKeyRecord } from './api-key.schema';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Last use is noted to the minute: a busy key costs no write a request. */
const USE_NOTED_MS = 60_000;
/** Characters that are shown of a key. */
const HINT_LENGTH = 9;

@Injectable()
export class ApiKeyStore {
  constructor(@InjectModel(API_KEYS) private readonly keys: Model<ApiKeyRecord>) {}

  /** Makes a key; its text is in the answer and nowhere else. */
  async create(ownerId: string, wanted: NewApiKey): Promise<CreatedApiKey> {
    const key = `${API_KEY_PREFIX}${newSecret()}`;
    const now = new Date();
    const created = await this.keys.create({
      ownerId: new Types.ObjectId(ownerId),
      name: wanted.name,
      scopes: [...new Set(wanted.scopes)],
      keyHash: secretHash(key),
      hint: key.slice(0, HINT_LENGTH),
      createdAt: now,
      expiresAt: new Date(now.getTime() + wanted.days * DAY_MS),
    });
    return { ...toApiKey(created.toObject()), key };
  }

  /** A person's keys, newest first, ended ones too. */
  async list(ownerId: string): Promise<ApiKey[]> {
    const found = await this.keys
      .find({ ownerId: new Types.ObjectId(ownerId) })
      .sort({ _id: -1 })
      .lean<ApiKeyRecord[]>();
    return found.map(toApiKey);
  }

  async count(ownerId: string): Promise<number> {
    return this.keys.countDocuments({ ownerId: new Types.ObjectId(ownerId) });
  }

  /** Ends a key for good. @returns whether the person had it. */
  async revoke(ownerId: string, id: string): Promise<boolean> {
    const { deletedCount } = await this.keys.deleteOne({
      _id: new Types.ObjectId(id),
      ownerId: new Types.ObjectId(ownerId),
    });
    return deletedCount === 1;
  }

  /** The record of a key that is good now, or undefined; notes its use. */
  async use(key: string): Promise<ApiKeyRecord | undefined> {
    const now = new Date();
    const found = await this.keys
      .findOne({ keyHash: secretHash(key), expiresAt: { $gt: now } })
      .lean<ApiKeyRecord>();
    if (!found) return undefined;
    if (now.getTime() - (found.lastUsedAt?.getTime() ?? 0) >= USE_NOTED_MS) {
      await this.keys.updateOne({ _id: found._id }, { $set: { lastUsedAt: now } });
    }
    return found;
  }
}

function toApiKey(record: ApiKeyRecord): ApiKey {
  return {
    id: record._id.toHexString(),
    name: record.name,
    scopes: record.scopes,
    hint: record.hint,
    createdAt: record.createdAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
    lastUsedAt: record.lastUsedAt?.toISOString() ?? null,
  };
}
