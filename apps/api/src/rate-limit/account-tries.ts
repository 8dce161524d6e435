import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type HitCount, HitCounter } from '@orders/persistence';
import { type Request } from 'express';
import { KnownDevice } from '../auth/known-device';
import { type SignedInUser } from '../auth/signed-in-user';

const WINDOW_MS = 15 * 60 * 1000;

/** Counts tries at accounts, for all API processes together and each operation apart. */
@Injectable()
export class AccountTries {
  constructor(
    private readonly devices: KnownDevice,
    private readonly counter: HitCounter,
  ) {}

  /** Counts a try; undefined where the request is about no account. */
  async count(operation: string, request: Request & { user?: SignedInUser }): Promise<HitCount | undefined> {
    const email = addressIn(request.body) ?? request.user?.email;
    return email === undefined
      ? undefined
      : this.counter.hit(this.keyOf(operation, request, email), WINDOW_MS);
  }

  /** Whoever knew the password may try again as often as before. */
  async forget(operation: string, request: Request, email: string): Promise<void> {
    await this.counter.reset(this.keyOf(operation, request, email));
  }

  /** A browser that the account knows counts for itself. No address stands in the key in clear. */
  private keyOf(operation: string, request: Request, email: string): string {
    const device = this.devices.nameFor(request, email);
    const who = device === undefined ? `account ${email}` : `device ${device}`;
    return `${operation} ${createHash('sha256').update(who).digest('base64url')}`;
  }
}

function addressIn(body: unknown): string | undefined {
  const given = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined;
  return typeof given === 'string' ? given.trim().toLowerCase() : undefined;
}
