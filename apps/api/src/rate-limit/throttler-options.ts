import { type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type ThrottlerModuleOptions } from '@nestjs/throttler';
import { type HitCounter } from '@orders/persistence';
import { SIGN_IN_LIMIT } from '../auth/sign-in-limit.decorator';
import { type ApiConfig } from '../config/api-config';
import { RateLimitStorage, REQUESTS } from './rate-limit-storage';

const MINUTE_MS = 60_000;

/** Two limits a minute and address: a wide one for all requests, a narrow one for tries at passwords and links. */
export function throttlerOptions(config: ApiConfig, counter: HitCounter): ThrottlerModuleOptions {
  const reflector = new Reflector();
  const skipIf = (context: ExecutionContext): boolean =>
    reflector.get<boolean | undefined>(SIGN_IN_LIMIT, context.getHandler()) !== true;
  return {
    storage: new RateLimitStorage(counter),
    throttlers: [
      { name: REQUESTS, ttl: MINUTE_MS, limit: config.RATE_LIMIT_PER_MINUTE },
      { name: 'sign-ins', ttl: MINUTE_MS, limit: config.SIGN_IN_LIMIT_PER_MINUTE, skipIf },
    ],
  };
}
