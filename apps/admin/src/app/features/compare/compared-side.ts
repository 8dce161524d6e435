import { type Job, type Overview, type ProductTotal } from '@orders/contracts';

/** Figures that are compared, in the order they are shown in. */
export const FIGURES = [
  'revenue',
  'orders',
  'averageOrderValue',
  'items',
  'products',
  'files',
  'rowsAccepted',
  'rowsRejected',
] as const;
export type FigureKey = (typeof FIGURES)[number];

/** One side of a comparison. Amounts of money are exact decimal strings, counts are numbers. */
export interface Side {
  name: string;
  /** Where its details are. */
  link: string[];
  linkParams: Record<string, string>;
  figures: Partial<Record<FigureKey, string | number>>;
  products: readonly ProductTotal[];
}

/** A job as a side; null where it has no figures. */
export function sideOfJob({ id, file, metrics }: Job): Side | null {
  return (
    metrics && {
      name: file.name,
      link: ['/jobs', id],
      linkParams: {},
      figures: {
        revenue: metrics.revenue,
        orders: metrics.orders,
        averageOrderValue: metrics.averageOrderValue,
        items: metrics.itemsTotal,
        products: metrics.distinctProducts,
        rowsAccepted: metrics.rowsAccepted,
        rowsRejected: metrics.rowsRejected,
      },
      products: metrics.topByRevenue,
    }
  );
}

/** A time as a side; `name` is how it is called, `days` its first and last day. */
export function sideOfTime(name: string, days: { from: string; to: string }, overview: Overview): Side {
  const { totals, topProducts } = overview;
  return {
    name,
    link: ['/jobs'],
    linkParams: { ...days, status: 'completed' },
    figures: {
      revenue: totals.revenue,
      orders: totals.orders,
      averageOrderValue: totals.averageOrderValue,
      items: totals.itemsTotal,
      files: totals.files,
      rowsAccepted: totals.rowsAccepted,
      rowsRejected: totals.rowsRejected,
    },
    products: topProducts,
  };
}
