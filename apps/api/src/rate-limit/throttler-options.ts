import { type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type ThrottlerModuleOptions } from '@nestjs/throttler';
import { type HitCounter } from '@orders/persistence';
import { SIGN_IN_LIMIT } from '../auth/sign-in-limit.decorator';
import { type ApiConfig } from '../config/api-config';
import { RateLimitStorage, REQUESTS } from './rate-limit-storage';
import { ACCOUNTS } from './triable-account';

const MINUTE_MS = 60_000;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;

/**
 * Three limits: a wide one for all requests of an address, a narrow one for its tries at passwords and mailed
 * links, and one for tries at one account from wherever they come.
 */
export function throttlerOptions(config: ApiConfig, counter: HitCounter): ThrottlerModuleOptions {
  const reflector = new Reflector();
  const skipIf = (context: ExecutionContext): boolean =>
    reflector.get<boolean | undefined>(SIGN_IN_LIMIT, context.getHandler()) !== true;
  return {
    storage: new RateLimitStorage(counter),
    throttlers: [
      { name: REQUESTS, ttl: MINUTE_MS, limit: config.RATE_LIMIT_PER_MINUTE },
      { name: 'sign-ins', ttl: MINUTE_MS, limit: config.SIGN_IN_LIMIT_PER_MINUTE, skipIf },
      { name: ACCOUNTS, ttl: QUARTER_HOUR_MS, limit: config.ACCOUNT_LIMIT_PER_QUARTER_HOUR, skipIf },
    ],
  };
}
