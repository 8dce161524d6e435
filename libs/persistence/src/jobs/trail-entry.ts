import { type JobEventType } from '@orders/contracts';

/** One entry of a job's trail, kept in the job itself: written with what it tells of, or not at all. */
export interface TrailEntry {
  type: JobEventType;
  attempt: number;
  fence: number;
  /** Null for what people do. */
  worker: string | null;
  /** By the database's clock. */
  at: Date;
  reason?: string | null;
}

/** The newest entries that are kept: what people retry without end stays small. */
const MAX_ENTRIES = 200;

/**
 * The `trail` of an update pipeline's `$set`: the entries so far and one more. `attempt` and `fence` are those
 * of the job before the update, unless given as expressions.
 */
export const trailWith = (
  type: JobEventType,
  worker: string | null,
  more: { attempt?: unknown; fence?: unknown; reason?: unknown } = {},
): Record<string, unknown> => {
  const { attempt = '$attempt', fence = '$fence', reason = null } = more;
  const entry = { type, attempt, fence, worker, at: '$$NOW', reason };
  return {
    $slice: [{ $concatArrays: [{ $ifNull: ['$trail', []] }, [entry]] }, -MAX_ENTRIES],
  };
};
