import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SessionStore, UserStore } from '@orders/persistence';
import { PasswordHasher } from '../auth/password-hasher';
import { type SeedOptions } from './seed-options';

@Injectable()
export class Seeder {
  constructor(
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly passwords: PasswordHasher,
  ) {}

  /**
   * Makes the account, or gives an existing one the role; its password changes only when one is given.
   * @returns what a person should read.
   */
  async seed({ email, role, name, password }: SeedOptions): Promise<string[]> {
    const existing = await this.users.findByEmail(email);
    if (existing) {
      await this.users.reinstate(email, role, password && (await this.passwords.hash(password)));
      if (password) await this.sessions.closeAllOf(existing._id.toHexString());
      return [
        `${email} is ${role} now; the password ${password ? 'is that of SEED_PASSWORD' : 'was left as it was'}.`,
      ];
    }
    const made = password ?? randomBytes(15).toString('base64url');
    const passwordHash = await this.passwords.hash(made);
    await this.users.create({ email, name: name ?? email.split('@')[0] ?? email, passwordHash, role });
    return [
      `Made the account ${email} with the role ${role}.`,
      password ? 'Its password is that of SEED_PASSWORD.' : `Its password, shown only now: ${made}`,
    ];
  }
}
