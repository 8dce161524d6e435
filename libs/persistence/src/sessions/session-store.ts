import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { SESSIONS, type SessionRecord } from './session.schema';

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const newToken = (): string => randomBytes(32).toString('base64url');

export interface SessionOrigin {
  userAgent: string;
  address: string;
}

export interface RotatedSession {
  sessionId: string;
  userId: string;
  /** The next refresh token; undefined within the grace, when another tab already holds it. */
  token: string | undefined;
}

@Injectable()
export class SessionStore {
  constructor(@InjectModel(SESSIONS) private readonly sessions: Model<SessionRecord>) {}

  /** Starts a session of `lifetimeMs` milliseconds and gives its first refresh token. */
  async open(
    userId: Types.ObjectId,
    lifetimeMs: number,
    origin: SessionOrigin,
  ): Promise<{ sessionId: string; token: string }> {
    const token = newToken();
    const now = new Date();
    const created = await this.sessions.create({
      userId,
      tokenHash: hashOf(token),
      previousHash: null,
      rotatedAt: now,
      userAgent: origin.userAgent.slice(0, 300),
      address: origin.address,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    });
    return { sessionId: created._id.toHexString(), token };
  }

  /**
   * Exchanges a refresh token for the next one. The token before the last is accepted for `graceMs`
   * (parallel tabs); later use of it means that somebody copied it, and ends the session.
   */
  async rotate(token: string, lifetimeMs: number, graceMs: number): Promise<RotatedSession | undefined> {
    const hash = hashOf(token);
    const next = newToken();
    const now = new Date();
    const rotated = await this.sessions
      .findOneAndUpdate(
        { tokenHash: hash, expiresAt: { $gt: now } },
        {
          $set: {
            tokenHash: hashOf(next),
            previousHash: hash,
            rotatedAt: now,
            expiresAt: new Date(now.getTime() + lifetimeMs),
          },
        },
        { returnDocument: 'after' },
      )
      .lean<SessionRecord>();
    if (rotated) return { ...idsOf(rotated), token: next };

    const earlier = await this.sessions.findOne({ previousHash: hash }).lean<SessionRecord>();
    if (!earlier || earlier.expiresAt <= now) return undefined;
    if (now.getTime() - earlier.rotatedAt.getTime() <= graceMs)
      return { ...idsOf(earlier), token: undefined };
    await this.sessions.deleteOne({ _id: earlier._id });
    return undefined;
  }

  /** Ends the session that this refresh token belongs to, if any. */
  async close(token: string): Promise<void> {
    const hash = hashOf(token);
    await this.sessions.deleteOne({ $or: [{ tokenHash: hash }, { previousHash: hash }] });
  }

  async closeAllOf(userId: string): Promise<void> {
    await this.sessions.deleteMany({ userId: new Types.ObjectId(userId) });
  }

  /** Whether the session is still open: an access token dies with its session. */
  async isOpen(sessionId: string): Promise<boolean> {
    if (!Types.ObjectId.isValid(sessionId)) return false;
    return (await this.sessions.exists({ _id: sessionId, expiresAt: { $gt: new Date() } })) !== null;
  }
}

const idsOf = (session: SessionRecord): { sessionId: string; userId: string } => ({
  sessionId: session._id.toHexString(),
  userId: session.userId.toHexString(),
});
