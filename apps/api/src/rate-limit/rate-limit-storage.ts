import { type ThrottlerStorage, ThrottlerStorageService } from '@nestjs/throttler';
import { type HitCounter } from '@orders/persistence';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** The wide limit, which guards a process against floods. */
export const REQUESTS = 'requests';

/**
 * Tries to sign in are counted in the database, for all API processes together. Requests as such are counted
 * by each process for itself: a write to the database for every request would be the greater load.
 */
export class RateLimitStorage implements ThrottlerStorage {
  private readonly own = new ThrottlerStorageService();

  constructor(private readonly counter: HitCounter) {}

  async increment(
    key: string,
    ttl: number,
    limit: number,
    blockDuration: number,
    throttlerName: string,
  ): Promise<Count> {
    if (throttlerName === REQUESTS) {
      return this.own.increment(key, ttl, limit, blockDuration, throttlerName);
    }
    const { hits, leftMs } = await this.counter.hit(key, ttl);
    const leftSeconds = Math.ceil(leftMs / 1000);
    const isBlocked = hits > limit;
    return {
      totalHits: hits,
      timeToExpire: leftSeconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? leftSeconds : 0,
    };
  }

  onApplicationShutdown(): void {
    this.own.onApplicationShutdown();
  }
}
