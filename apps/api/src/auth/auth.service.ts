import { Inject, Injectable } from '@nestjs/common';
import { type LoginRequest, type RegisterRequest } from '@orders/contracts';
import {
  AccountMails,
  EmailTakenError,
  type SessionOrigin,
  type UserRecord,
  UserStore,
} from '@orders/persistence';
import { AuditTrail } from '../audit/audit-trail';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { Problem } from '../problem/problem';
import { actorOf, type OpenedSession, SessionsService } from '../sessions/sessions.service';
import { PasswordHasher } from './password-hasher';

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UserStore,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordHasher,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  async register(request: RegisterRequest, origin: SessionOrigin): Promise<OpenedSession> {
    if (this.config.REGISTRATION === 'closed') {
      throw new Problem(403, 'registration_closed', 'New accounts are made by an administrator.');
    }
    const user = await this.create(request);
    await this.mails.enqueue('email_confirmation', user.email);
    await this.audit.note('registered', origin, { actor: actorOf(user), detail: user.role });
    return this.sessions.open(user, origin);
  }

  async login(request: LoginRequest, origin: SessionOrigin): Promise<OpenedSession> {
    const user = await this.users.findByEmail(request.email);
    const matched = await this.passwords.matches(request.password, user?.passwordHash);
    if (!user || !matched || !user.active) {
      await this.audit.note('sign_in_failed', origin, { detail: request.email });
      throw new Problem(401, 'invalid_credentials', 'E-mail address or password is wrong.');
    }
    await this.audit.note('signed_in', origin, { actor: actorOf(user) });
    return this.sessions.open(user, origin);
  }

  private async create({ email, name, password }: RegisterRequest): Promise<UserRecord> {
    const passwordHash = await this.passwords.hash(password);
    // In production the address must be proved first: anybody could have typed it (AddressesService.confirm).
    const isAdmin = email === this.config.ADMIN_EMAIL?.toLowerCase() && this.config.NODE_ENV !== 'production';
    try {
      return await this.users.create({ email, name, passwordHash, role: isAdmin ? 'admin' : 'member' });
    } catch (error) {
      if (!(error instanceof EmailTakenError)) throw error;
      throw new Problem(409, 'email_taken', 'This address already has an account.');
    }
  }
}
