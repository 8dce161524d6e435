import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Page, type RowError, type RowErrorQuery } from '@orders/contracts';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key';
import { decodeCursor, encodeCursor } from '../cursor';
import { escapeRegExp } from '../escape-reg-exp';
import { ROW_ERRORS, type RowErrorRecord } from './row-error.schema';

@Injectable()
export class RowErrorStore {
  constructor(@InjectModel(ROW_ERRORS) private readonly rowErrors: Model<RowErrorRecord>) {}

  /**
   * Adds a batch of an attempt; `from` is the position of its first entry within the file. Adding the same
   * batch again, because the answer to the first try was lost, changes nothing.
   */
  async add(jobId: string, fence: number, from: number, batch: RowError[]): Promise<void> {
    if (batch.length === 0) return;
    const id = new Types.ObjectId(jobId);
    try {
      await this.rowErrors.insertMany(
        batch.map((error, index) => ({ ...error, jobId: id, fence, position: from + index })),
        // Our own reader made them: ten thousand validations would hold up everything else.
        { ordered: false, lean: true },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async list(jobId: string, fence: number, query: RowErrorQuery): Promise<Page<RowError>> {
    const filter: QueryFilter<RowErrorRecord> = { jobId: new Types.ObjectId(jobId), fence };
    if (query.code) filter.code = query.code;
    if (query.search) filter.value = { $regex: escapeRegExp(query.search), $options: 'i' };
    const after = query.cursor ? decodeCursor(query.cursor)?.value : undefined;
    const found = await this.rowErrors
      .find(typeof after === 'number' ? { ...filter, position: { $gt: after } } : filter)
      .sort({ position: 1 })
      .limit(query.limit + 1)
      .lean<RowErrorRecord[]>();
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(toRowError),
      nextCursor: found.length > query.limit && last ? encodeCursor(last.position, last._id) : null,
      total: await this.rowErrors.countDocuments(filter),
    };
  }

  /** Removes what attempts other than the winning one left behind. */
  async removeLosers(jobId: string, winningFence: number): Promise<void> {
    await this.rowErrors.deleteMany({ jobId: new Types.ObjectId(jobId), fence: { $ne: winningFence } });
  }

  async removeAllOf(jobId: string): Promise<void> {
    await this.rowErrors.deleteMany({ jobId: new Types.ObjectId(jobId) });
  }
}

function toRowError(record: RowErrorRecord): RowError {
  const { row, column, header, field, value, code, message } = record;
  return { row, column, header, field, value, code, message };
}
