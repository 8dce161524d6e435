import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type ReadOptions } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key';
import { COLUMN_MEMORIES, type ColumnMemoryRecord } from './column-memory.schema';

/** Which columns a person chose for sheets with the same headers, so that they choose once. */
@Injectable()
export class ColumnMemory {
  constructor(@InjectModel(COLUMN_MEMORIES) private readonly memories: Model<ColumnMemoryRecord>) {}

  /** Remembers mapping and decimal separator; what holds for one file only (sheet, row, policy) is left out. */
  async remember(ownerId: string, headerSet: string, options: ReadOptions): Promise<void> {
    const { mapping, decimalSeparator } = options;
    const kept: ReadOptions = { decimalSeparator, ...(mapping && { mapping }) };
    const remember = () =>
      this.memories.updateOne(
        { ownerId: new Types.ObjectId(ownerId), headerSet },
        { $set: { options: kept, updatedAt: new Date() } },
        { upsert: true },
      );
    try {
      await remember();
    } catch (error) {
      // Two first times at once: the other one has made it by now.
      if (!isDuplicateKey(error)) throw error;
      await remember();
    }
  }

  /** Whether there is anything to recall for this person at all. */
  async hasAny(ownerId: string): Promise<boolean> {
    return (await this.memories.exists({ ownerId: new Types.ObjectId(ownerId) })) !== null;
  }

  /** What is remembered of one of these sets of headers; the first one that anything is known of. */
  async recall(
    ownerId: string,
    headerSets: string[],
  ): Promise<{ headerSet: string; options: ReadOptions } | undefined> {
    const memories = await this.memories
      .find({ ownerId: new Types.ObjectId(ownerId), headerSet: { $in: headerSets } })
      .lean<ColumnMemoryRecord[]>();
    return headerSets.flatMap((set) => memories.find(({ headerSet }) => headerSet === set) ?? [])[0];
  }
}
