import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import {
  type NotificationPreferences,
  type Page,
  type Role,
  type User,
  type UserChange,
} from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { decodeCursor, encodeCursor } from '../cursor';
import { isDuplicateKey } from '../duplicate-key';
import { escapeRegExp } from '../escape-reg-exp';
import { USERS, type UserRecord } from './user.schema';

/** The address already has an account. */
export class EmailTakenError extends Error {}

/** The change would leave nobody who may administer. */
export class LastAdminError extends Error {}

export interface NewUser {
  /** Lower case. */
  email: string;
  name: string;
  passwordHash: string;
  role: Role;
}

/** The account as the API shows it; the one door out of the collection. */
export function toUser(record: UserRecord): User {
  return {
    id: record._id.toHexString(),
    email: record.email,
    name: record.name,
    role: record.role,
    active: record.active,
    emailConfirmed: record.emailConfirmedAt instanceof Date,
    createdAt: record.createdAt.toISOString(),
    lastSignInAt: record.lastSignInAt?.toISOString() ?? null,
  };
}

@Injectable()
export class UserStore {
  constructor(@InjectModel(USERS) private readonly users: Model<UserRecord>) {}

  /** @throws EmailTakenError when the address has an account. */
  async create(user: NewUser): Promise<UserRecord> {
    try {
      const created = await this.users.create({
        ...user,
        active: true,
        emailPreference: 'always',
        createdAt: new Date(),
      });
      return created.toObject();
    } catch (error) {
      if (isDuplicateKey(error)) throw new EmailTakenError();
      throw error;
    }
  }

  /** Gives an existing account this role, makes it active, and sets its password when one is given. */
  async reinstate(email: string, role: Role, passwordHash: string | undefined): Promise<void> {
    await this.users.updateOne(
      { email },
      { $set: { role, active: true, ...(passwordHash && { passwordHash }) } },
    );
  }

  async findByEmail(email: string): Promise<UserRecord | null> {
    return this.users.findOne({ email }).lean<UserRecord>();
  }

  async findById(id: string): Promise<UserRecord | null> {
    if (!Types.ObjectId.isValid(id)) return null;
    return this.users.findById(id).lean<UserRecord>();
  }

  /** The roles of those of these accounts that are active. */
  async activeRoles(ids: string[]): Promise<Map<string, Role>> {
    const found = await this.users
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) }, active: true }, { role: 1 })
      .lean<Pick<UserRecord, '_id' | 'role'>[]>();
    return new Map(found.map(({ _id, role }) => [_id.toHexString(), role]));
  }

  async noteSignIn(id: Types.ObjectId): Promise<void> {
    await this.users.updateOne({ _id: id }, { $currentDate: { lastSignInAt: true } });
  }

  async list(query: {
    limit: number;
    cursor?: string | undefined;
    search?: string | undefined;
  }): Promise<Page<User>> {
    const filter = query.search
      ? {
          $or: [
            { email: { $regex: escapeRegExp(query.search), $options: 'i' } },
            { name: { $regex: escapeRegExp(query.search), $options: 'i' } },
          ],
        }
      : {};
    const after = query.cursor ? decodeCursor(query.cursor)?.id : undefined;
    const found = await this.users
      .find(after ? { $and: [filter, { _id: { $gt: after } }] } : filter)
      .sort({ _id: 1 })
      .limit(query.limit + 1)
      .lean<UserRecord[]>();
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(toUser),
      nextCursor: found.length > query.limit && last ? encodeCursor(null, last._id) : null,
      total: await this.users.countDocuments(filter),
    };
  }

  /** @throws LastAdminError when no active admin would be left. */
  async change(id: string, change: UserChange): Promise<UserRecord | null> {
    const set = {
      ...(change.role && { role: change.role }),
      ...(change.active !== undefined && { active: change.active }),
    };
    const before = await this.users
      .findByIdAndUpdate(id, { $set: set }, { returnDocument: 'before' })
      .lean<UserRecord>();
    if (!before) return null;
    const mayLoseAdmin =
      before.role === 'admin' && before.active && (change.role ?? change.active) !== undefined;
    if (mayLoseAdmin && (await this.activeAdmins()) === 0) {
      // Looked at afterwards: of two admins who remove each other at once, neither may slip through.
      await this.users.updateOne({ _id: before._id }, { $set: { role: before.role, active: before.active } });
      throw new LastAdminError();
    }
    return { ...before, ...set };
  }

  /** Notes that a mailed link proved the address, and gives `role` with it when there is one. */
  async confirmEmail(id: string, email: string, role: Role | undefined): Promise<UserRecord | null> {
    return this.users
      .findOneAndUpdate(
        { _id: new Types.ObjectId(id), email },
        { $set: { ...(role && { role }) }, $currentDate: { emailConfirmedAt: true } },
        { returnDocument: 'after' },
      )
      .lean<UserRecord>();
  }

  /** Gives the account another name; jobs made before keep the one they have. @returns the account, or null when there is none. */
  async rename(id: string, name: string): Promise<UserRecord | null> {
    return this.users
      .findOneAndUpdate({ _id: new Types.ObjectId(id) }, { $set: { name } }, { returnDocument: 'after' })
      .lean<UserRecord>();
  }

  /** Replaces the password of the account that has this address. @returns the account, or null when there is none. */
  async setPassword(id: string, email: string, passwordHash: string): Promise<UserRecord | null> {
    return this.users
      .findOneAndUpdate(
        { _id: new Types.ObjectId(id), email, active: true },
        { $set: { passwordHash } },
        { returnDocument: 'after' },
      )
      .lean<UserRecord>();
  }

  async setNotificationPreferences(id: string, { email, batch }: NotificationPreferences): Promise<void> {
    await this.users.updateOne(
      { _id: new Types.ObjectId(id) },
      { $set: { emailPreference: email, batchReports: batch } },
    );
  }

  private activeAdmins(): Promise<number> {
    return this.users.countDocuments({ role: 'admin', active: true });
  }
}
