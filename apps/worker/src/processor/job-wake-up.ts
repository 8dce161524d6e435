import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { JOBS, type JobRecord } from '@orders/persistence';
import { type Model, type mongo } from 'mongoose';
import { JobProcessor } from './job-processor';

/** Pause before a broken stream is opened anew, milliseconds; the poll does its work meanwhile. */
const REOPEN_MS = 1_000;

const STATUS = 'updateDescription.updatedFields.status';
const INTERESTING = [
  {
    $match: {
      $or: [
        { operationType: 'insert' },
        { operationType: 'update', [STATUS]: { $in: ['pending', 'cancelled'] } },
      ],
    },
  },
  { $project: { _id: 1, operationType: 1, [STATUS]: 1 } },
];

type Change = Pick<mongo.ChangeStreamUpdateDocument<JobRecord>, '_id'> & {
  updateDescription?: { updatedFields?: { status?: string } };
};

/** Listens to the jobs' changes, so that work starts and cancels at once; the poll stays as the safety net. */
@Injectable()
export class JobWakeUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(JobWakeUp.name);
  private readonly stopped = new AbortController();
  private stream: mongo.ChangeStream | undefined;
  private done: Promise<void> | undefined;

  constructor(
    @InjectModel(JOBS) private readonly jobs: Model<JobRecord>,
    private readonly processor: JobProcessor,
  ) {}

  onApplicationBootstrap(): void {
    this.done = this.listen();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.stream?.close().catch(() => undefined);
    await this.done;
  }

  private async listen(): Promise<void> {
    while (!this.isStopped()) {
      try {
        await this.follow();
      } catch (error) {
        if (this.isStopped()) return;
        this.logger.debug(`The stream of changes broke off: ${String(error)}`);
      }
      await delay(REOPEN_MS, undefined, { signal: this.stopped.signal }).catch(() => undefined);
    }
  }

  private isStopped(): boolean {
    return this.stopped.signal.aborted;
  }

  private async follow(): Promise<void> {
    const stream = this.jobs.collection.watch(INTERESTING) as unknown as mongo.ChangeStream<
      JobRecord,
      mongo.ChangeStreamDocument<JobRecord>
    >;
    this.stream = stream;
    for await (const change of stream) this.tell(change);
  }

  private tell(change: Change): void {
    if (change.updateDescription?.updatedFields?.status === 'cancelled') this.processor.check();
    else this.processor.wake();
  }
}
