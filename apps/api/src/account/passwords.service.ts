import { Injectable } from '@nestjs/common';
import { isNamedAfter, type PasswordChange, type PasswordReset } from '@orders/contracts';
import {
  AccountMails,
  AccountTokenStore,
  type SessionOrigin,
  SessionStore,
  type UserRecord,
  UserStore,
} from '@orders/persistence';
import { AuditTrail } from '../audit/audit-trail';
import { PasswordHasher } from '../auth/password-hasher';
import { type SignedInUser } from '../auth/signed-in-user';
import { notFound, Problem } from '../problem/problem';
import { validationProblem } from '../problem/validation.pipe';
import { actorOf } from '../sessions/sessions.service';

/** Changing a password, and getting in again without it. Either ends what was open under the old one. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly tokens: AccountTokenStore,
    private readonly mails: AccountMails,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditTrail,
  ) {}

  async change(me: SignedInUser, change: PasswordChange, origin: SessionOrigin): Promise<void> {
    const user = await this.users.findById(me.id);
    if (!user) throw notFound('The account');
    if (!(await this.hasher.matches(change.currentPassword, user.passwordHash))) {
      throw new Problem(403, 'wrong_password', 'The present password is wrong.');
    }
    refuseNames(user, change.newPassword);
    await this.replace(user, change.newPassword);
    await this.sessions.closeAllOf(me.id, me.sessionId);
    await this.audit.note('password_changed', origin, { actor: me });
  }

  /** Owes a mail with a link, whether or not the address has an account: the answer is the same. */
  async requestReset(email: string, origin: SessionOrigin): Promise<void> {
    await this.mails.enqueue('password_reset', email);
    await this.audit.note('password_reset_requested', origin, { detail: email });
  }

  async reset({ token, newPassword }: PasswordReset, origin: SessionOrigin): Promise<void> {
    const holder = await this.tokens.find('password_reset', token);
    const user = holder ? await this.users.findById(holder.userId) : null;
    if (!holder || !user?.active || user.email !== holder.email) throw linkExpired();
    // Before the link is used up, so that it is still good for a better password.
    refuseNames(user, newPassword);
    if (!(await this.tokens.take('password_reset', token))) throw linkExpired();
    await this.replace(user, newPassword);
    // The link came by mail: the address is proved by the way, and whoever was in is out.
    await this.users.confirmEmail(holder.userId, holder.email, undefined);
    await this.sessions.closeAllOf(holder.userId);
    await this.audit.note('password_reset', origin, { actor: actorOf(user) });
  }

  private async replace(user: UserRecord, password: string): Promise<void> {
    const id = user._id.toHexString();
    const passwordHash = await this.hasher.hash(password);
    if (!(await this.users.setPassword(id, user.email, passwordHash))) throw notFound('The account');
    await this.tokens.voidAllOf(id, 'password_reset');
    await this.mails.enqueue('password_changed', user.email);
  }
}

const linkExpired = (): Problem =>
  new Problem(400, 'link_expired', 'This link has expired or was used already.');

function refuseNames(user: UserRecord, password: string): void {
  if (!isNamedAfter(password, [user.email, user.name])) return;
  throw validationProblem([{ path: ['newPassword'], message: 'Too close to the name or the address' }]);
}
