import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type FileError } from '@orders/contracts';
import { type Model } from 'mongoose';
import { STAGED_UPLOADS, type StagedRecord } from './staged-upload.schema';

/** What an inspection ends with; `options` and `remembered` where those to read by were remembered. */
export interface InspectionResult extends Partial<
  Pick<StagedRecord, 'preview' | 'check' | 'options' | 'remembered' | 'headerSet'>
> {
  error: FileError | null;
}

/**
 * The looks that are asked for at staged files, as workers see them. Shorter-lived than jobs: no trail and no
 * backoff, but the same claim by one atomic update, lease by the database's clock, and fence on every write.
 */
@Injectable()
export class InspectionQueue {
  constructor(@InjectModel(STAGED_UPLOADS) private readonly staged: Model<StagedRecord>) {}

  /** Takes the inspection that waits longest, or whose worker is lost, for `leaseMs` milliseconds. */
  async claim(leaseMs: number): Promise<StagedRecord | undefined> {
    const record = await this.staged
      .findOneAndUpdate(
        { dueAt: { $exists: true }, $expr: { $lte: ['$dueAt', '$$NOW'] } },
        [
          {
            $set: {
              'inspection.state': 'running',
              'inspection.fence': { $add: ['$inspection.fence', 1] },
              'inspection.attempts': { $add: ['$inspection.attempts', 1] },
              dueAt: { $add: ['$$NOW', leaseMs] },
              version: { $add: ['$version', 1] },
            },
          },
        ],
        { sort: { dueAt: 1, _id: 1 }, returnDocument: 'after', updatePipeline: true },
      )
      .lean<StagedRecord>();
    return record ?? undefined;
  }

  /** Renews the lease and notes how far it is; undefined once the inspection was overtaken or removed. */
  async progress(claimed: StagedRecord, percent: number, leaseMs: number): Promise<StagedRecord | undefined> {
    return this.write(claimed, {
      'inspection.percent': percent,
      dueAt: { $add: ['$$NOW', leaseMs] },
    });
  }

  /** Ends the inspection; undefined once it was overtaken or removed. */
  async finish(claimed: StagedRecord, result: InspectionResult): Promise<StagedRecord | undefined> {
    const { error, ...found } = result;
    return this.write(claimed, {
      ...Object.fromEntries(Object.entries(found).map(([field, value]) => [field, { $literal: value }])),
      'inspection.state': error ? 'failed' : 'done',
      'inspection.error': { $literal: error },
      'inspection.percent': 100,
      dueAt: '$$REMOVE',
    });
  }

  /** Gives the inspection back at once without counting the attempt: the worker stops. */
  async handBack(claimed: StagedRecord): Promise<void> {
    await this.write(claimed, {
      'inspection.state': 'pending',
      'inspection.attempts': { $subtract: ['$inspection.attempts', 1] },
      dueAt: new Date(0),
    });
  }

  private async write(
    claimed: StagedRecord,
    set: Record<string, unknown>,
  ): Promise<StagedRecord | undefined> {
    const record = await this.staged
      .findOneAndUpdate(
        { _id: claimed._id, 'inspection.fence': claimed.inspection.fence, 'inspection.state': 'running' },
        [{ $set: { ...set, version: { $add: ['$version', 1] } } }],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean<StagedRecord>();
    return record ?? undefined;
  }
}
