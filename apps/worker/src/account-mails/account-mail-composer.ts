import { Inject, Injectable } from '@nestjs/common';
import { type AccountMailTopic, AccountTokenStore, type UserRecord, UserStore } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { type AccountMailText, accountMailText } from './account-mail-text';
import { type RenderedAccountMail, renderAccountMail } from './render-account-mail';

/** Writes mails about accounts. A link is made here, at the moment of sending, and is in the mail only. */
@Injectable()
export class AccountMailComposer {
  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly users: UserStore,
    private readonly tokens: AccountTokenStore,
  ) {}

  /** The mail, or undefined when the address has no account or there is nothing left to say. */
  async compose(topic: AccountMailTopic, address: string): Promise<RenderedAccountMail | undefined> {
    const user = await this.users.findByEmail(address);
    if (!user?.active) return undefined;
    const text = await this.textFor(topic, user);
    return text && renderAccountMail(user.name, text);
  }

  private async textFor(topic: AccountMailTopic, user: UserRecord): Promise<AccountMailText | undefined> {
    const { FRONTEND_URL } = this.config;
    switch (topic) {
      case 'password_changed':
        return accountMailText.passwordChanged(`${FRONTEND_URL}/forgotten-password`);
      case 'email_confirmation':
        // An account that was confirmed meanwhile needs no further link.
        if (user.emailConfirmedAt instanceof Date) return undefined;
        return accountMailText.emailConfirmation(await this.link('confirm-email', topic, user));
      case 'password_reset':
        return accountMailText.passwordReset(await this.link('reset-password', topic, user));
    }
  }

  /** The token stands behind `#`: browsers send that part to no server, so it is in no log. */
  private async link(
    page: string,
    topic: 'email_confirmation' | 'password_reset',
    user: UserRecord,
  ): Promise<string> {
    const token = await this.tokens.issue(topic, user._id, user.email);
    return `${this.config.FRONTEND_URL}/${page}#token=${token}`;
  }
}
