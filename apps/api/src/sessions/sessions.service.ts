import { Injectable } from '@nestjs/common';
import { type SessionTokens } from '@orders/contracts';
import { type SessionOrigin, SessionStore, toUser, type UserRecord, UserStore } from '@orders/persistence';
import { AuditTrail } from '../audit/audit-trail';
import { AccessTokens } from '../auth/access-tokens';
import { RefreshCookie } from '../auth/refresh-cookie';
import { Problem } from '../problem/problem';

/** A token of the rotation before is accepted for this long: parallel tabs refresh at the same moment. */
const ROTATION_GRACE_MS = 30_000;

export interface OpenedSession {
  tokens: SessionTokens;
  /** Undefined when the client already holds the newest one. */
  refreshToken: string | undefined;
}

/** Sign-ins and the tokens that they give. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionStore,
    private readonly users: UserStore,
    private readonly accessTokens: AccessTokens,
    private readonly cookie: RefreshCookie,
    private readonly audit: AuditTrail,
  ) {}

  async open(user: UserRecord, origin: SessionOrigin): Promise<OpenedSession> {
    const { sessionId, token } = await this.sessions.open(user._id, this.cookie.lifetimeMs, origin);
    await this.users.noteSignIn(user._id);
    return { tokens: await this.tokensFor(user, sessionId), refreshToken: token };
  }

  async refresh(refreshToken: string | undefined, origin: SessionOrigin): Promise<OpenedSession> {
    const rotation = refreshToken
      ? await this.sessions.rotate(refreshToken, this.cookie.lifetimeMs, ROTATION_GRACE_MS)
      : ({ outcome: 'unknown' } as const);
    const user = rotation.outcome === 'unknown' ? null : await this.users.findById(rotation.userId);
    if (rotation.outcome === 'reused') {
      await this.audit.note('session_theft_suspected', origin, {
        ...(user && { actor: actorOf(user) }),
        subject: rotation.sessionId,
      });
    }
    if (rotation.outcome !== 'rotated' || !user?.active) {
      throw new Problem(401, 'session_expired', 'The session has ended. Sign in again.');
    }
    return { tokens: await this.tokensFor(user, rotation.sessionId), refreshToken: rotation.token };
  }

  async close(refreshToken: string | undefined, origin: SessionOrigin): Promise<void> {
    const closed = refreshToken ? await this.sessions.close(refreshToken) : undefined;
    const user = closed ? await this.users.findById(closed.userId) : null;
    if (user) await this.audit.note('signed_out', origin, { actor: actorOf(user) });
  }

  private async tokensFor(user: UserRecord, sessionId: string): Promise<SessionTokens> {
    return {
      accessToken: await this.accessTokens.issue(user, sessionId),
      expiresIn: this.accessTokens.lifetimeSeconds,
      user: toUser(user),
    };
  }
}

/** Who did something, for the audit log. */
export const actorOf = (user: UserRecord): { id: string; email: string } => ({
  id: user._id.toHexString(),
  email: user.email,
});
