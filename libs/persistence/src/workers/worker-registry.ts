import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type WorkerInfo } from '@orders/contracts';
import { type Model } from 'mongoose';
import { WORKERS, type WorkerRecord } from './worker.schema';

/** A worker counts as alive for this long after it was last heard of. */
export const WORKER_ALIVE_MS = 10_000;

@Injectable()
export class WorkerRegistry {
  constructor(@InjectModel(WORKERS) private readonly workers: Model<WorkerRecord>) {}

  /** Says that the worker lives and which jobs it runs; by the database's clock. */
  async report(worker: Omit<WorkerRecord, 'seenAt'>): Promise<void> {
    const { _id, ...rest } = worker;
    await this.workers.updateOne({ _id }, { $set: rest, $currentDate: { seenAt: true } }, { upsert: true });
  }

  async remove(workerId: string): Promise<void> {
    await this.workers.deleteOne({ _id: workerId });
  }

  /** Workers heard of within {@link WORKER_ALIVE_MS}. */
  async alive(): Promise<WorkerInfo[]> {
    const found = await this.workers
      .find({ $expr: { $gte: ['$seenAt', { $subtract: ['$$NOW', WORKER_ALIVE_MS] }] } })
      .sort({ startedAt: 1 })
      .lean<WorkerRecord[]>();
    return found.map((worker) => ({
      id: worker._id,
      host: worker.host,
      pid: worker.pid,
      slots: worker.slots,
      jobs: worker.jobs,
      startedAt: worker.startedAt.toISOString(),
      seenAt: worker.seenAt.toISOString(),
    }));
  }
}
