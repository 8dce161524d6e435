import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Notification, type NotificationsRead, type Page, type PageQuery } from '@orders/contracts';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { dateOf, decodeCursor, encodeCursor } from '../cursor';
import { JOBS, type JobRecord } from '../jobs/job.schema';
import { moneyText } from '../jobs/stored-metrics';

type Ended = Pick<JobRecord, '_id' | 'status' | 'file' | 'error' | 'finishedAt' | 'notice'> & {
  /** A projection leaves out what is null. */
  metrics?: JobRecord['metrics'];
};

const SHOWN = {
  status: 1,
  'file.name': 1,
  'metrics.rowsRejected': 1,
  'metrics.revenue': 1,
  error: 1,
  finishedAt: 1,
  notice: 1,
} as const;

/**
 * The ends of jobs as their owners are told. Each is part of its job: the update that ends the job makes it,
 * a new start takes it away, and it goes with the job.
 */
@Injectable()
export class NoticeStore {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  /** Newest first. Ends from before there were notices count as read. */
  async list(ownerId: string, query: PageQuery): Promise<Page<Notification>> {
    const filter = endsOf(ownerId);
    const found = await this.jobs
      .find(query.cursor ? { ...filter, ...beyond(query.cursor) } : filter, SHOWN)
      .sort({ finishedAt: -1, _id: -1 })
      .limit(query.limit + 1)
      .lean<Ended[]>();
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(toNotification),
      nextCursor:
        found.length > query.limit && last?.finishedAt
          ? encodeCursor(last.finishedAt.getTime(), last._id)
          : null,
      total: null,
    };
  }

  /** How many of a person's notifications are unread, on whatever page they are. */
  async unread(ownerId: string): Promise<number> {
    return this.jobs.countDocuments({ ownerId: new Types.ObjectId(ownerId), notice: 'unread' });
  }

  /** Marks a person's notifications as read: those of the jobs named, or all that came until a time. */
  async markRead(ownerId: string, { jobIds, until }: NotificationsRead): Promise<void> {
    await this.jobs.updateMany(
      {
        ownerId: new Types.ObjectId(ownerId),
        notice: 'unread',
        ...(jobIds && { _id: { $in: jobIds.map((id) => new Types.ObjectId(id)) } }),
        ...(until !== undefined && { finishedAt: { $lte: new Date(until) } }),
      },
      { $set: { notice: 'read' } },
    );
  }
}

/** Jobs that a worker ended: cancelled ones have no result, and nobody needs to be told of their own doing. */
const endsOf = (ownerId: string): QueryFilter<JobRecord> => ({
  ownerId: new Types.ObjectId(ownerId),
  resultFence: { $gt: 0 },
});

function beyond(text: string): QueryFilter<JobRecord> {
  const cursor = decodeCursor(text);
  const finishedAt = typeof cursor?.value === 'number' ? dateOf(cursor.value) : undefined;
  if (!cursor || !finishedAt) return {};
  return { $or: [{ finishedAt: { $lt: finishedAt } }, { finishedAt, _id: { $lt: cursor.id } }] };
}

function toNotification(record: Ended): Notification {
  const { status, metrics, error, finishedAt } = record;
  const rowsRejected = metrics?.rowsRejected ?? 0;
  const completed = rowsRejected > 0 ? 'completed_with_errors' : 'completed';
  return {
    jobId: record._id.toHexString(),
    outcome: status === 'completed' ? completed : 'failed',
    fileName: record.file.name,
    rowsRejected,
    revenue: metrics ? moneyText(metrics.revenue) : null,
    error,
    time: (finishedAt ?? record._id.getTimestamp()).toISOString(),
    read: record.notice !== 'unread',
  };
}
