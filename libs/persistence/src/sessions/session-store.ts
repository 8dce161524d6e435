import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Session } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { RefreshToken } from './refresh-token';
import { SESSIONS, type SessionRecord } from './session.schema';

/** However often it is used, a session ends this long after its sign-in. */
const LONGEST_MS = 90 * 24 * 60 * 60 * 1000;

export interface SessionOrigin {
  userAgent: string;
  address: string;
}

interface SessionIds {
  sessionId: string;
  userId: string;
}

/** What became of a refresh token that was shown. */
export type Rotation =
  /** `token` is the next one; undefined within the grace, when another tab already holds it. */
  | ({ outcome: 'rotated'; token: string | undefined } & SessionIds)
  | { outcome: 'unknown' }
  /** An outdated token: somebody has a copy. The session is ended. */
  | ({ outcome: 'reused' } & SessionIds);

@Injectable()
export class SessionStore {
  constructor(@InjectModel(SESSIONS) private readonly sessions: Model<SessionRecord>) {}

  /** Starts a session of `lifetimeMs` milliseconds and gives its first refresh token. */
  async open(
    userId: Types.ObjectId,
    lifetimeMs: number,
    origin: SessionOrigin,
  ): Promise<{ sessionId: string; token: string }> {
    const token = RefreshToken.first();
    const now = new Date();
    const created = await this.sessions.create({
      userId,
      familyHash: token.familyHash,
      tokenHash: token.hash,
      previousHash: null,
      rotatedAt: now,
      userAgent: origin.userAgent.slice(0, 300),
      address: origin.address,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    });
    return { sessionId: created._id.toHexString(), token: token.text };
  }

  /**
   * Exchanges a refresh token for the next one. The token before is accepted for `graceMs` (parallel tabs);
   * any other use of an outdated one means that somebody copied it, and ends the session.
   */
  async rotate(text: string, lifetimeMs: number, graceMs: number): Promise<Rotation> {
    const token = RefreshToken.parse(text);
    if (!token) return { outcome: 'unknown' };
    const next = token.next();
    const now = new Date();
    const rotated = await this.sessions
      .findOneAndUpdate(
        { familyHash: token.familyHash, tokenHash: token.hash, expiresAt: { $gt: now } },
        [
          {
            $set: {
              tokenHash: next.hash,
              previousHash: token.hash,
              rotatedAt: now,
              expiresAt: {
                $min: [new Date(now.getTime() + lifetimeMs), { $add: ['$createdAt', LONGEST_MS] }],
              },
            },
          },
        ],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean<SessionRecord>();
    if (rotated) return { outcome: 'rotated', ...idsOf(rotated), token: next.text };
    return this.judgeOutdated(token, now, graceMs);
  }

  private async judgeOutdated(token: RefreshToken, now: Date, graceMs: number): Promise<Rotation> {
    const session = await this.sessions
      .findOne({ familyHash: token.familyHash, expiresAt: { $gt: now } })
      .lean<SessionRecord>();
    if (!session) return { outcome: 'unknown' };
    const isParallel =
      session.previousHash === token.hash && now.getTime() - session.rotatedAt.getTime() <= graceMs;
    if (isParallel) return { outcome: 'rotated', ...idsOf(session), token: undefined };
    await this.sessions.deleteOne({ _id: session._id });
    return { outcome: 'reused', ...idsOf(session) };
  }

  /** Ends the session that this refresh token belongs to. @returns whose it was, if there was one. */
  async close(text: string): Promise<SessionIds | undefined> {
    const token = RefreshToken.parse(text);
    if (!token) return undefined;
    const closed = await this.sessions
      .findOneAndDelete({ familyHash: token.familyHash })
      .lean<SessionRecord>();
    return closed ? idsOf(closed) : undefined;
  }

  /** Ends one session of a person. @returns whether they had it. */
  async closeOne(userId: string, sessionId: string): Promise<boolean> {
    const { deletedCount } = await this.sessions.deleteOne({
      _id: new Types.ObjectId(sessionId),
      userId: new Types.ObjectId(userId),
    });
    return deletedCount === 1;
  }

  /** Ends all sessions of a person but `keep`. @returns the ids of those that were ended. */
  async closeAllOf(userId: string, keep?: string | null): Promise<string[]> {
    const filter = {
      userId: new Types.ObjectId(userId),
      ...(keep && { _id: { $ne: new Types.ObjectId(keep) } }),
    };
    const found = await this.sessions.find(filter, { _id: 1 }).lean<{ _id: Types.ObjectId }[]>();
    await this.sessions.deleteMany(filter);
    return found.map(({ _id }) => _id.toHexString());
  }

  /** A person's open sessions, the latest used first. @param current id of the session that asks */
  async list(userId: string, current: string | null): Promise<Session[]> {
    const found = await this.sessions
      .find({ userId: new Types.ObjectId(userId), expiresAt: { $gt: new Date() } })
      .sort({ rotatedAt: -1 })
      .limit(100)
      .lean<SessionRecord[]>();
    return found.map((session) => ({
      id: session._id.toHexString(),
      current: session._id.toHexString() === current,
      userAgent: session.userAgent,
      address: session.address,
      createdAt: session.createdAt.toISOString(),
      lastUsedAt: session.rotatedAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    }));
  }

  /** Which of these sessions are still open. */
  async openAmong(sessionIds: string[]): Promise<Set<string>> {
    const found = await this.sessions
      .find(
        { _id: { $in: sessionIds.map((id) => new Types.ObjectId(id)) }, expiresAt: { $gt: new Date() } },
        { _id: 1 },
      )
      .lean<{ _id: Types.ObjectId }[]>();
    return new Set(found.map(({ _id }) => _id.toHexString()));
  }

  /** Whether the session is still open: an access token dies with its session. */
  async isOpen(sessionId: string): Promise<boolean> {
    if (!/^[0-9a-f]{24}$/.test(sessionId)) return false;
    return (await this.sessions.exists({ _id: sessionId, expiresAt: { $gt: new Date() } })) !== null;
  }
}

const idsOf = (session: SessionRecord): SessionIds => ({
  sessionId: session._id.toHexString(),
  userId: session.userId.toHexString(),
});
