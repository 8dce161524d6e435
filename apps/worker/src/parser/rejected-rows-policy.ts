import { type FileError, type OrderMetrics, type ReadOptions } from '@orders/contracts';

/** Why a file that was read is refused all the same: its owner wants no more rejected rows than this. */
export function rejectedRowsPolicy(
  { maxRejectedRows }: ReadOptions,
  { rowsRejected }: OrderMetrics,
): FileError | undefined {
  if (maxRejectedRows === undefined || rowsRejected <= maxRejectedRows) return undefined;
  const allowed = maxRejectedRows === 0 ? 'none is allowed' : `at most ${maxRejectedRows} are allowed`;
  return {
    code: 'too_many_rejected_rows',
    message: `${rowsRejected} rows are wrong and ${allowed}. Correct them and upload the file again.`,
    details: { limit: maxRejectedRows },
  };
}
