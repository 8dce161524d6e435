import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { type SignedInUser } from '../auth/signed-in-user';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { Problem } from '../problem/problem';
import { AccountTries } from './account-tries';

/** Limits tries at one account, from wherever they come. It stands behind the guard that knows who is signed in. */
@Injectable()
export class AccountLimitGuard implements CanActivate {
  constructor(
    private readonly tries: AccountTries,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { user: SignedInUser }>();
    const count = await this.tries.count(context.getHandler().name, request);
    if (!count || count.hits <= this.config.ACCOUNT_LIMIT_PER_QUARTER_HOUR) return true;
    const seconds = Math.max(1, Math.ceil(count.leftMs / 1000));
    throw new Problem(429, 'rate_limited', 'Too many tries. Wait a while and try again.', undefined, {
      'Retry-After': String(seconds),
    });
  }
}
