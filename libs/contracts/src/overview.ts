import * as z from 'zod';
import { Job, JobCounts } from './job';
import { Money } from './money';
import { ProductTotal } from './order-summary';

export const OverviewQuery = z
  .object({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() })
  .meta({ id: 'OverviewQuery' });
export type OverviewQuery = z.infer<typeof OverviewQuery>;

/** Totals over completed jobs that finished in the range. */
export const OverviewTotals = z
  .object({
    files: z.int(),
    revenue: Money,
    itemsTotal: z.int(),
    orders: z.int(),
    averageOrderValue: Money,
    rowsAccepted: z.int(),
    rowsRejected: z.int(),
  })
  .meta({ id: 'OverviewTotals' });
export type OverviewTotals = z.infer<typeof OverviewTotals>;

export const Overview = z
  .object({
    totals: OverviewTotals,
    counts: JobCounts,
    attention: z
      .object({ items: z.array(Job), total: z.int() })
      .meta({ description: 'Jobs of the range that somebody has to see to: the five newest, and how many' }),
    active: z.array(Job).meta({ description: 'Pending and processing, oldest first, at most 20' }),
    latest: z.array(Job).meta({ description: 'The ten newest' }),
    revenueByDay: z.array(z.object({ day: z.iso.date(), revenue: Money, files: z.int() })),
    topProducts: z.array(ProductTotal).meta({
      description: "Summed from each file's best sellers by revenue; a lower bound for rarer products",
    }),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
