import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { TURNS, type TurnRecord } from './turn.schema';

/** The turn that was claimed last, among the owners' ids. */
const CLAIMED = 'claimed';

/**
 * Start-time fair queuing: an owner's next turn follows their last one, but never lies before the turn that
 * was claimed last. So a hundred files of one owner don't stand before the first one of another.
 */
@Injectable()
export class TurnCounter {
  constructor(@InjectModel(TURNS) private readonly turns: Model<TurnRecord>) {}

  /** The turn of the owner's next job: after all that they have. */
  async next(ownerId: string): Promise<number> {
    const claimed = await this.turns.findById(CLAIMED).lean<TurnRecord>();
    const own = await this.turns
      .findOneAndUpdate(
        { _id: ownerId },
        [{ $set: { turn: { $add: [{ $max: [{ $ifNull: ['$turn', 0] }, claimed?.turn ?? 0] }, 1] } } }],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean<TurnRecord>();
    return own.turn;
  }

  /** Notes that a job of this turn was claimed. Only a hint for fairness: a claim that was made stands without it. */
  async noteClaimed(turn: number): Promise<void> {
    try {
      await this.turns.updateOne({ _id: CLAIMED }, { $max: { turn } }, { upsert: true });
    } catch {
      // The next claim will note a later turn.
    }
  }
}
