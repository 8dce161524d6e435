import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo } from 'mongoose';
import { JOBS, type JobRecord } from './job.schema';

/** `work`: a job may be due; `cancelled`: one was cancelled that may be running. */
export type JobChange = 'work' | 'cancelled';

const STATUS = 'updateDescription.updatedFields.status';
const PIPELINE = [
  {
    $match: {
      $or: [
        { operationType: 'insert' },
        { operationType: 'update', [STATUS]: { $in: ['pending', 'cancelled'] } },
      ],
    },
  },
  { $project: { operationType: 1, [STATUS]: 1 } },
];

/** What of a change the pipeline lets through. */
interface ChangeEvent extends mongo.Document {
  updateDescription?: { updatedFields?: { status?: string } };
}

/** The jobs' changes as they happen: hints for workers, which look themselves at every poll. */
@Injectable()
export class JobChanges {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  /** Tells of changes until `signal` aborts. @throws the driver's error when the stream breaks off */
  async follow(tell: (change: JobChange) => void, signal: AbortSignal): Promise<void> {
    const stream = this.jobs.db.collection(this.jobs.collection.collectionName).watch<ChangeEvent>(PIPELINE);
    const close = (): void => void stream.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      for await (const change of stream as AsyncIterable<ChangeEvent>) {
        tell(change.updateDescription?.updatedFields?.status === 'cancelled' ? 'cancelled' : 'work');
      }
    } finally {
      signal.removeEventListener('abort', close);
      await stream.close();
    }
  }
}
