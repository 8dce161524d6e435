import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { followChanges } from '../follow-changes';
import { STAGED_UPLOADS, type StagedRecord } from './staged-upload.schema';

const PIPELINE = [
  {
    $match: {
      $or: [
        { operationType: 'insert' },
        { operationType: 'update', 'updateDescription.updatedFields.dueAt': new Date(0) },
      ],
    },
  },
  { $project: { operationType: 1 } },
];

/** The inspections that are asked for, as it happens: hints for workers, which look themselves at every poll. */
@Injectable()
export class InspectionChanges {
  constructor(@InjectModel(STAGED_UPLOADS) private readonly staged: Model<StagedRecord>) {}

  /** Tells that there may be something to do until `signal` aborts. @throws when the stream breaks off */
  follow(tell: () => void, signal: AbortSignal): Promise<void> {
    return followChanges(this.staged, PIPELINE, tell, signal);
  }
}
