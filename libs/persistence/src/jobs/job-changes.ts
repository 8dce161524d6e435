import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { followChanges } from '../follow-changes';
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

/** The jobs' changes as they happen: hints for workers, which look themselves at every poll. */
@Injectable()
export class JobChanges {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  /** Tells of changes until `signal` aborts. @throws the driver's error when the stream breaks off */
  follow(tell: (change: JobChange) => void, signal: AbortSignal): Promise<void> {
    return followChanges(
      this.jobs,
      PIPELINE,
      (change) =>
        tell(change.updateDescription?.updatedFields?.['status'] === 'cancelled' ? 'cancelled' : 'work'),
      signal,
    );
  }
}
