import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type AnyBulkWriteOperation, type Model } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key';
import { type OwnerScope } from '../owner-scope';
import { type DayFigures } from './day-figures';
import { DAY_FIGURES, type DayFiguresRecord } from './day-figures.schema';
import { utcDay } from './utc-days';

/** What is kept of some days: figures, and the generation that figures to be kept must have been summed up in. */
export interface KeptDays {
  figures: Map<string, DayFigures>;
  generations: Map<string, number>;
}

const nameOf = (scope: OwnerScope): string => (scope === 'all' ? 'all' : scope.ownerId);

/** Figures of days that are over. Only a memory: whatever is missing is summed up again from the jobs. */
@Injectable()
export class DayFiguresStore {
  constructor(@InjectModel(DAY_FIGURES) private readonly days: Model<DayFiguresRecord>) {}

  /** What is kept of the days from `first` to `last`. */
  async find(scope: OwnerScope, first: string, last: string): Promise<KeptDays> {
    const records = await this.days
      .find({ scope: nameOf(scope), day: { $gte: first, $lte: last } })
      .lean<DayFiguresRecord[]>();
    return {
      figures: new Map(records.flatMap(({ day, figures }) => (figures ? [[day, figures] as const] : []))),
      generations: new Map(records.map(({ day, generation }) => [day, generation])),
    };
  }

  /** Keeps figures of days, but not of those of which a job was removed since `generations` was read. */
  async keep(scope: OwnerScope, days: DayFigures[], generations: KeptDays['generations']): Promise<void> {
    if (days.length === 0) return;
    const name = nameOf(scope);
    const writes = days.map((figures): AnyBulkWriteOperation<DayFiguresRecord> => {
      const { day } = figures;
      const _id = `${name}:${day}`;
      const generation = generations.get(day);
      return generation === undefined
        ? { insertOne: { document: { _id, scope: name, day, generation: 0, figures } } }
        : { updateOne: { filter: { _id, generation }, update: { $set: { figures } } } };
    });
    try {
      await this.days.bulkWrite(writes, { ordered: false });
    } catch (error) {
      // Somebody else was quicker with some of them: they kept the same, or a job was removed.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Forgets the day of a job that is removed. To be called before and after the removal. */
  async forget(ownerId: string, finishedAt: Date): Promise<void> {
    const day = utcDay(finishedAt);
    for (const scope of ['all', ownerId]) {
      await this.days.updateOne(
        { _id: `${scope}:${day}` },
        { $set: { scope, day, figures: null }, $inc: { generation: 1 } },
        { upsert: true },
      );
    }
  }
}
