import { createHash } from 'node:crypto';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { Problem } from '../problem/problem';

/** @nestjs/throttler for HTTP; sockets only listen. One count an address over all operations. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  protected override generateKey(_context: ExecutionContext, tracker: string, name: string): string {
    return `${name} ${createHash('sha256').update(tracker).digest('base64url')}`;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    { timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new Problem(429, 'rate_limited', 'Too many requests. Wait a moment and try again.', undefined, {
      'Retry-After': String(Math.max(1, timeToBlockExpire)),
    });
  }
}
