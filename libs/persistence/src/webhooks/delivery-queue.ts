import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type WebhookEvent } from '@orders/contracts';
import { type Model } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key';
import { toJob } from '../jobs/job-mapper';
import { JOBS, type JobRecord } from '../jobs/job.schema';
import { DELIVERIES, type DeliveryRecord } from './delivery.schema';
import { type WebhookRecord } from './webhook.schema';
import { WebhookStore } from './webhook-store';

/** Jobs that one step of the relay looks at. */
const BATCH = 100;

/**
 * Messages that are owed to webhooks. The update that ends a job marks it `webhookDue`; `relay` turns the
 * mark into deliveries, `claimDue` hands each to one worker at a time. At least once, under one id.
 */
@Injectable()
export class DeliveryQueue {
  constructor(
    @InjectModel(JOBS) private readonly jobs: Model<JobRecord>,
    @InjectModel(DELIVERIES) private readonly deliveries: Model<DeliveryRecord>,
    private readonly webhooks: WebhookStore,
  ) {}

  /** Turns marks of ended jobs into deliveries. @returns whether there were any. */
  async relay(): Promise<boolean> {
    const due = await this.jobs
      .find({ webhookDue: { $exists: true } }, { trail: 0 })
      .sort({ webhookDue: 1 })
      .limit(BATCH)
      .lean<JobRecord[]>();
    if (due.length === 0) return false;
    const hooks = await this.webhooks.activeOf(due.map((job) => job.ownerId));
    for (const job of due) {
      for (const hook of hooks.filter((candidate) => candidate.ownerId.equals(job.ownerId))) {
        await this.add(job, hook);
      }
    }
    // A job that ended anew meanwhile carries a later mark, which stays.
    await this.jobs.bulkWrite(
      due.map((job) => ({
        updateOne: {
          filter: { _id: job._id, webhookDue: job.webhookDue },
          update: { $unset: { webhookDue: '' } },
        },
      })),
    );
    return true;
  }

  /** Takes a due delivery for `leaseMs` milliseconds; after them another worker may try. */
  async claimDue(leaseMs: number): Promise<DeliveryRecord | undefined> {
    const delivery = await this.deliveries
      .findOneAndUpdate(
        { state: 'pending', $expr: { $lte: ['$nextAttemptAt', '$$NOW'] } },
        [{ $set: { nextAttemptAt: { $add: ['$$NOW', leaseMs] }, attempts: { $add: ['$attempts', 1] } } }],
        { sort: { nextAttemptAt: 1 }, returnDocument: 'after', updatePipeline: true },
      )
      .lean<DeliveryRecord>();
    return delivery ?? undefined;
  }

  async markDelivered(delivery: DeliveryRecord, status: number): Promise<void> {
    await this.deliveries.updateOne(
      { _id: delivery._id },
      {
        $set: { state: 'delivered', lastStatus: status, lastError: null },
        $currentDate: { deliveredAt: true },
      },
    );
  }

  /** Tries again in `delayMs` milliseconds; undefined gives the message up. */
  async noteFailure(
    delivery: DeliveryRecord,
    failure: { status: number | null; reason: string },
    delayMs: number | undefined,
  ): Promise<void> {
    const set = { lastStatus: failure.status, lastError: { $literal: failure.reason.slice(0, 300) } };
    await this.deliveries.updateOne(
      { _id: delivery._id, state: 'pending' },
      [
        {
          $set:
            delayMs === undefined
              ? { ...set, state: 'failed' }
              : { ...set, nextAttemptAt: { $add: ['$$NOW', delayMs] } },
        },
      ],
      { updatePipeline: true },
    );
  }

  private async add(job: JobRecord, hook: WebhookRecord): Promise<void> {
    const event = eventOf(job);
    const due = job.webhookDue;
    if (!due || !event || !hook.events.includes(event)) return;
    const timestamp = job.finishedAt?.toISOString();
    const added = this.deliveries.updateOne(
      { _id: `msg_${hook._id.toHexString()}-${job._id.toHexString()}-${due.getTime()}` },
      {
        $setOnInsert: {
          webhookId: hook._id,
          ownerId: job.ownerId,
          jobId: job._id,
          event,
          body: JSON.stringify({ type: event, timestamp, data: toJob(job) }),
          state: 'pending',
          nextAttemptAt: new Date(0),
          attempts: 0,
          lastStatus: null,
          lastError: null,
          createdAt: new Date(),
          deliveredAt: null,
        },
      },
      { upsert: true },
    );
    await added.catch((error: unknown) => {
      // Another worker relays the same job at this moment.
      if (!isDuplicateKey(error)) throw error;
    });
  }
}

/** Undefined for a job that was started again before its end was told. */
function eventOf({ status }: JobRecord): WebhookEvent | undefined {
  switch (status) {
    case 'completed':
    case 'failed':
    case 'cancelled':
      return `job.${status}`;
    case 'pending':
    case 'processing':
      return undefined;
  }
}
