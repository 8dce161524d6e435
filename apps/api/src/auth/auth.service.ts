import { Inject, Injectable } from '@nestjs/common';
import { type LoginRequest, type RegisterRequest, type SessionTokens } from '@orders/contracts';
import {
  EmailTakenError,
  type SessionOrigin,
  SessionStore,
  toUser,
  type UserRecord,
  UserStore,
} from '@orders/persistence';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { Problem } from '../problem/problem';
import { AccessTokens } from './access-tokens';
import { PasswordHasher } from './password-hasher';
import { RefreshCookie } from './refresh-cookie';

/** A token of the rotation before is accepted for this long: parallel tabs refresh at the same moment. */
const ROTATION_GRACE_MS = 30_000;

export interface OpenedSession {
  tokens: SessionTokens;
  /** Undefined when the client already holds the newest one. */
  refreshToken: string | undefined;
}

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly passwords: PasswordHasher,
    private readonly accessTokens: AccessTokens,
    private readonly cookie: RefreshCookie,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  async register(request: RegisterRequest, origin: SessionOrigin): Promise<OpenedSession> {
    if (this.config.REGISTRATION === 'closed') {
      throw new Problem(403, 'registration_closed', 'New accounts are made by an administrator.');
    }
    const passwordHash = await this.passwords.hash(request.password);
    const role = request.email === this.config.ADMIN_EMAIL?.toLowerCase() ? 'admin' : 'member';
    try {
      const user = await this.users.create({ email: request.email, name: request.name, passwordHash, role });
      return await this.open(user, origin);
    } catch (error) {
      if (!(error instanceof EmailTakenError)) throw error;
      throw new Problem(409, 'email_taken', 'This address already has an account.');
    }
  }

  async login(request: LoginRequest, origin: SessionOrigin): Promise<OpenedSession> {
    const user = await this.users.findByEmail(request.email);
    const matched = await this.passwords.matches(request.password, user?.passwordHash);
    if (!user || !matched || !user.active) {
      throw new Problem(401, 'invalid_credentials', 'E-mail address or password is wrong.');
    }
    return this.open(user, origin);
  }

  async refresh(refreshToken: string | undefined): Promise<OpenedSession> {
    const session = refreshToken
      ? await this.sessions.rotate(refreshToken, this.cookie.lifetimeMs, ROTATION_GRACE_MS)
      : undefined;
    const user = session ? await this.users.findById(session.userId) : null;
    if (!session || !user?.active)
      throw new Problem(401, 'session_expired', 'The session has ended. Sign in again.');
    return { tokens: await this.tokensFor(user, session.sessionId), refreshToken: session.token };
  }

  async logout(refreshToken: string | undefined): Promise<void> {
    if (refreshToken) await this.sessions.close(refreshToken);
  }

  private async open(user: UserRecord, origin: SessionOrigin): Promise<OpenedSession> {
    const { sessionId, token } = await this.sessions.open(user._id, this.cookie.lifetimeMs, origin);
    await this.users.noteSignIn(user._id);
    return { tokens: await this.tokensFor(user, sessionId), refreshToken: token };
  }

  private async tokensFor(user: UserRecord, sessionId: string): Promise<SessionTokens> {
    return {
      accessToken: await this.accessTokens.issue(user, sessionId),
      expiresIn: this.accessTokens.lifetimeSeconds,
      user: toUser(user),
    };
  }
}
