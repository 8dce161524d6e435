import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type Types } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key';
import { JOBS, type JobRecord } from '../jobs/job.schema';
import { USERS, type UserRecord } from '../users/user.schema';
import { type CoveredJob, MAILS, type MailRecord } from './mail.schema';

/** A batch whose end made no mail due, since its last job was cancelled, is found ended within this time. */
const LOOK_AGAIN_MS = 5_000;
/** A file of a batch that has not come this long after the one before it does not come any more. */
const ARRIVAL_MS = 10 * 60_000;

/**
 * One report for the files of one upload. The first of them that ends makes the batch's mail, which is held;
 * the others join it. Whoever takes a held mail looks whether the batch has ended, and puts it back for a while
 * when it has not: a held mail costs one look now and then, and no other mail waits for it.
 */
@Injectable()
export class BatchReports {
  constructor(
    @InjectModel(JOBS) private readonly jobs: Model<JobRecord>,
    @InjectModel(MAILS) private readonly mails: Model<MailRecord>,
    @InjectModel(USERS) private readonly users: Model<UserRecord>,
  ) {}

  /**
   * Makes the report that an ended job owes a part of its batch's; may be repeated.
   * @returns false when the job is to be reported by itself: it came alone, its owner wants it so, or the
   * batch was reported before the job was started again
   */
  async join(job: JobRecord, covered: CoveredJob): Promise<boolean> {
    if (!job.batchId || !(await this.isWanted(job.ownerId))) return false;
    const _id = `batch-${job.batchId.toHexString()}`;
    for (;;) {
      const { matchedCount } = await this.mails.updateOne(
        { _id, held: true },
        { $addToSet: { covers: covered }, $set: { nextAttemptAt: new Date(0) } },
      );
      if (matchedCount > 0) return true;
      if (await this.mails.exists({ _id })) {
        return (await this.mails.exists({ _id, covers: { $elemMatch: covered } })) !== null;
      }
      if (await this.make(_id, job.batchId, job, covered)) return true;
    }
  }

  /** Gives a held mail, once claimed, free to be sent; undefined when its batch has not ended. */
  async release(mail: MailRecord): Promise<MailRecord | undefined> {
    if (await this.isOpen(mail)) {
      // A job that joined meanwhile asks for another look at once.
      await this.mails.updateOne(
        { _id: mail._id, held: true, nextAttemptAt: mail.nextAttemptAt },
        [{ $set: { attempts: 0, nextAttemptAt: { $add: ['$$NOW', LOOK_AGAIN_MS] } } }],
        { updatePipeline: true },
      );
      return undefined;
    }
    const released = await this.mails
      .findOneAndUpdate(
        { _id: mail._id, held: true },
        // Still this worker's, whoever joined since it was claimed.
        { $unset: { held: '' }, $set: { attempts: 1 }, $max: { nextAttemptAt: mail.nextAttemptAt } },
        { returnDocument: 'after' },
      )
      .lean<MailRecord>();
    return released ?? undefined;
  }

  /** The jobs of a batch in the order of their files. */
  async jobsOf(batchId: Types.ObjectId): Promise<JobRecord[]> {
    return this.jobs.find({ batchId }, { trail: 0 }).sort({ _id: 1 }).lean<JobRecord[]>();
  }

  private async isWanted(ownerId: Types.ObjectId): Promise<boolean> {
    return (await this.users.exists({ _id: ownerId, batchReports: true })) !== null;
  }

  /** Whether a job of the batch has not ended, or has ended and not joined yet, or is still to come. */
  private async isOpen({ batchId }: MailRecord): Promise<boolean> {
    const open = await this.jobs.exists({
      batchId,
      $or: [{ status: { $in: ['pending', 'processing'] } }, { outbox: { $exists: true } }],
    });
    return open !== null || this.isArriving(batchId);
  }

  private async isArriving(batchId: MailRecord['batchId']): Promise<boolean> {
    const newest = await this.jobs
      .findOne({ batchId }, { batchSize: 1, createdAt: 1 })
      .sort({ _id: -1 })
      .lean<Pick<JobRecord, 'batchSize' | 'createdAt'>>();
    if (newest?.batchSize === undefined || Date.now() - newest.createdAt.getTime() > ARRIVAL_MS) return false;
    return (await this.jobs.countDocuments({ batchId })) < newest.batchSize;
  }

  /** @returns false when another worker was faster. */
  private async make(
    _id: string,
    batchId: Types.ObjectId,
    { ownerId, outbox }: JobRecord,
    covered: CoveredJob,
  ): Promise<boolean> {
    const [first] = await this.jobs.find({ batchId }, { _id: 1 }).sort({ _id: 1 }).limit(1).lean();
    try {
      await this.mails.create({
        _id,
        batchId,
        held: true,
        covers: [covered],
        jobId: first?._id ?? covered.jobId,
        ownerId,
        to: outbox?.to,
        state: 'pending',
        nextAttemptAt: new Date(0),
        attempts: 0,
        createdAt: outbox?.createdAt,
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
