import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { SessionStore, type UserRecord, UserStore } from '@orders/persistence';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { type SignedInUser } from './signed-in-user';

export const TOKEN_ISSUER = 'bulk-orders';
export const TOKEN_AUDIENCE = 'bulk-orders-api';

/** What an access token says; roles and state are read from the database at every use. */
export interface AccessTokenClaims {
  sub: string;
  sid: string;
  exp: number;
}

/** Makes access tokens and tells whose they are (RFC 8725: one algorithm, issuer, audience and end required). */
@Injectable()
export class AccessTokens {
  readonly lifetimeSeconds: number;

  constructor(
    private readonly jwt: JwtService,
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    @Inject(API_CONFIG) config: ApiConfig,
  ) {
    this.lifetimeSeconds = config.ACCESS_TOKEN_MINUTES * 60;
  }

  issue(user: UserRecord, sessionId: string): Promise<string> {
    return this.jwt.signAsync({ sub: user._id.toHexString(), sid: sessionId });
  }

  /** The person of a verified token, or undefined when the account or the session is no more. */
  async personOf(claims: Partial<AccessTokenClaims>): Promise<SignedInUser | undefined> {
    if (typeof claims.sub !== 'string' || typeof claims.sid !== 'string') return undefined;
    if (typeof claims.exp !== 'number') return undefined;
    const [user, open] = await Promise.all([
      this.users.findById(claims.sub),
      this.sessions.isOpen(claims.sid),
    ]);
    if (!user?.active || !open) return undefined;
    return {
      id: claims.sub,
      email: user.email,
      name: user.name,
      role: user.role,
      sessionId: claims.sid,
      apiKey: null,
      expiresAt: claims.exp,
    };
  }

  /** Those of these people whose session is open and whose account is as it was. */
  async stillGood(people: SignedInUser[]): Promise<Set<SignedInUser>> {
    const [open, roles] = await Promise.all([
      this.sessions.openAmong(people.flatMap(({ sessionId }) => sessionId ?? [])),
      this.users.activeRoles(people.map(({ id }) => id)),
    ]);
    return new Set(
      people.filter(({ id, role, sessionId }) => open.has(sessionId ?? '') && roles.get(id) === role),
    );
  }

  /** Verifies a token and finds its person; undefined when it is not good. */
  async verify(token: string): Promise<SignedInUser | undefined> {
    let claims: AccessTokenClaims;
    try {
      claims = await this.jwt.verifyAsync<AccessTokenClaims>(token);
    } catch {
      return undefined;
    }
    return this.personOf(claims);
  }
}
