import { createHash } from 'node:crypto';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import { type ThrottlerRequest } from '@nestjs/throttler/dist/throttler.guard.interface';
import { type Request } from 'express';
import { KnownDevice } from '../auth/known-device';
import { type SignedInUser } from '../auth/signed-in-user';
import { Problem } from '../problem/problem';
import { ACCOUNTS, triedAccount } from './triable-account';

/** @nestjs/throttler for HTTP; sockets only listen. Refusals carry `Retry-After`. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    private readonly devices: KnownDevice,
  ) {
    super(options, storage, reflector);
  }

  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  protected override async handleRequest(limit: ThrottlerRequest): Promise<boolean> {
    if (limit.throttler.name !== ACCOUNTS) return super.handleRequest(limit);
    const account = triedAccount(
      limit.context.switchToHttp().getRequest<Request & { user?: SignedInUser }>(),
      this.devices,
    );
    if (account === undefined) return true;
    return super.handleRequest({ ...limit, getTracker: () => account });
  }

  /** One count an address over all operations; tries at an account are counted for each operation. */
  protected override generateKey(context: ExecutionContext, tracker: string, name: string): string {
    const scope = name === ACCOUNTS ? `${name} ${context.getHandler().name}` : name;
    return `${scope} ${createHash('sha256').update(tracker).digest('base64url')}`;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    { timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new Problem(429, 'rate_limited', 'Too many tries. Wait a moment and try again.', undefined, {
      'Retry-After': String(Math.max(1, timeToBlockExpire)),
    });
  }
}
