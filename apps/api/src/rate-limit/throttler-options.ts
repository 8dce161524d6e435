import { Reflector } from '@nestjs/core';
import { type ThrottlerModuleOptions } from '@nestjs/throttler';
import { SIGN_IN_LIMIT } from '../auth/sign-in-limit.decorator';
import { type ApiConfig } from '../config/api-config';

const MINUTE_MS = 60_000;

/** Two limits a minute and address: a wide one for all requests, a narrow one for guessing passwords. */
export function throttlerOptions(config: ApiConfig): ThrottlerModuleOptions {
  const reflector = new Reflector();
  return [
    { name: 'requests', ttl: MINUTE_MS, limit: config.RATE_LIMIT_PER_MINUTE },
    {
      name: 'sign-ins',
      ttl: MINUTE_MS,
      limit: config.SIGN_IN_LIMIT_PER_MINUTE,
      skipIf: (context) => !reflector.get<boolean>(SIGN_IN_LIMIT, context.getHandler()),
    },
  ];
}
