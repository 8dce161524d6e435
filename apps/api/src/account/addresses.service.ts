import { Inject, Injectable } from '@nestjs/common';
import {
  AccountMails,
  AccountTokenStore,
  type SessionOrigin,
  type UserRecord,
  UserStore,
} from '@orders/persistence';
import { AuditTrail } from '../audit/audit-trail';
import { type SignedInUser } from '../auth/signed-in-user';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { Problem } from '../problem/problem';
import { actorOf } from '../sessions/sessions.service';

/** Proves that people read mails at the addresses they gave. */
@Injectable()
export class AddressesService {
  constructor(
    private readonly users: UserStore,
    private readonly tokens: AccountTokenStore,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  async requestConfirmation(me: SignedInUser): Promise<void> {
    await this.mails.enqueue('email_confirmation', me.email);
  }

  /** Whoever proves to read mails at `ADMIN_EMAIL` becomes an administrator. */
  async confirm(token: string, origin: SessionOrigin): Promise<UserRecord> {
    const taken = await this.tokens.take('email_confirmation', token);
    const role = taken && taken.email === this.config.ADMIN_EMAIL?.toLowerCase() ? 'admin' : undefined;
    const user = taken && (await this.users.confirmEmail(taken.userId, taken.email, role));
    if (!user) throw new Problem(400, 'link_expired', 'This link has expired or was used already.');
    await this.audit.note('email_confirmed', origin, {
      actor: actorOf(user),
      ...(role && { detail: `role ${role}` }),
    });
    return user;
  }
}
