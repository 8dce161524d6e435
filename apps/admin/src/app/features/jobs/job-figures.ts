import { type FileErrorCode, type Job } from '@orders/contracts';

/** Seconds from start to end of a job's last attempt, or null while there is no end. */
export function durationSeconds({ startedAt, finishedAt }: Job): number | null {
  return startedAt && finishedAt ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 : null;
}

/** Share of rows that were rejected, 0 to 1; null where nothing was read. */
export function rejectedShare({ metrics }: Job): number | null {
  return metrics && metrics.rowsTotal > 0 ? metrics.rowsRejected / metrics.rowsTotal : null;
}

const READ_OTHERWISE: ReadonlySet<FileErrorCode> = new Set<FileErrorCode>([
  'missing_columns',
  'duplicate_header',
  'sheet_not_found',
  'no_valid_rows',
]);

/** Whether a job failed for what another sheet, other columns or another style of numbers may cure. */
export function needsColumns({ status, error, fileAvailable }: Job): boolean {
  return status === 'failed' && fileAvailable && error !== null && READ_OTHERWISE.has(error.code);
}
