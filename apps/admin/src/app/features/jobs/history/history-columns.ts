import * as z from 'zod';

/** Columns of the history that may be hidden; the file and its state always show. */
export const OptionalColumn = z.enum(['owner', 'accepted', 'rejected', 'revenue', 'duration', 'uploaded']);
export type OptionalColumn = z.infer<typeof OptionalColumn>;
