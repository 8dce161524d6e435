import * as z from 'zod';

/** Query of every list: how many, and where the page before ended. */
export const PageQuery = z
  .object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(500).optional().meta({ description: 'nextCursor of the page before' }),
  })
  .meta({ id: 'PageQuery' });
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list. `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T, id: string) {
  return z
    .object({
      items: z.array(item),
      nextCursor: z.string().nullable(),
      total: z
        .int()
        .nullable()
        .meta({ description: 'Matches of the filter; null where counting is not cheap' }),
    })
    .meta({ id });
}
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number | null;
}
