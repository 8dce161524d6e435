import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key';
import { HIT_COUNTS, type HitCountRecord } from './hit-count.schema';

export interface HitCount {
  hits: number;
  /** Milliseconds until the window ends. */
  leftMs: number;
}

/** Counts tries in windows of time, for all processes together. */
@Injectable()
export class HitCounter {
  constructor(@InjectModel(HIT_COUNTS) private readonly counts: Model<HitCountRecord>) {}

  /** Counts one more try; the first one opens a window of `windowMs` milliseconds. One atomic update. */
  async hit(key: string, windowMs: number): Promise<HitCount> {
    try {
      return await this.increment(key, windowMs);
    } catch (error) {
      // Two first tries at once: one of them made the document.
      if (!isDuplicateKey(error)) throw error;
      return this.increment(key, windowMs);
    }
  }

  /** Forgets the tries of `key`. */
  async reset(key: string): Promise<void> {
    await this.counts.deleteOne({ _id: key });
  }

  private async increment(key: string, windowMs: number): Promise<HitCount> {
    const isOver = { $lte: [{ $ifNull: ['$expiresAt', new Date(0)] }, '$$NOW'] };
    const count = await this.counts
      .findOneAndUpdate(
        { _id: key },
        [
          {
            $set: {
              hits: { $cond: [isOver, 1, { $add: ['$hits', 1] }] },
              hitAt: '$$NOW',
              expiresAt: { $cond: [isOver, { $add: ['$$NOW', windowMs] }, '$expiresAt'] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean<HitCountRecord>();
    return { hits: count.hits, leftMs: count.expiresAt.getTime() - count.hitAt.getTime() };
  }
}
