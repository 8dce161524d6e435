import { type Job } from '@orders/contracts';
import { type JobAction } from '../job-actions';

/** What a person asks of one row. */
export interface RowCommand {
  action: JobAction;
  job: Job;
}
