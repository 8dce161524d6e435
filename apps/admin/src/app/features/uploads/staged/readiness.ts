import { type StagedUpload } from '@orders/contracts';
import { choiceOf, missingFields } from './column-choice';

/**
 * looking: a worker looks at it; ready: nothing is left to say; columns: the person has to choose columns or
 * the header row; known: the same bytes were uploaded before; failed: it can't be read as asked for.
 */
export type Readiness = 'looking' | 'ready' | 'columns' | 'known' | 'failed';

/** Whether a staged file can be started as it is. */
export function readinessOf({ inspection, preview, known, reprocessOf }: StagedUpload): Readiness {
  if (inspection.state === 'failed') return 'failed';
  if (!preview) return 'looking';
  if (missingFields(choiceOf(preview)).length > 0) return 'columns';
  return known && !reprocessOf ? 'known' : 'ready';
}
