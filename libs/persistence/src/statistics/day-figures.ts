import { centsOf, moneyOf, type ProductTotal, sumOf } from '@orders/contracts';

/** Figures of the jobs that completed on one UTC day, or in a part of it. */
export interface DayFigures {
  /** `YYYY-MM-DD` */
  day: string;
  files: number;
  revenue: string;
  itemsTotal: number;
  orders: number;
  rowsAccepted: number;
  rowsRejected: number;
  /** The best sellers, by revenue. */
  products: ProductTotal[];
}

/** Best sellers that are kept of a day. */
export const PRODUCTS_KEPT = 100;

export const emptyDay = (day: string): DayFigures => ({
  day,
  files: 0,
  revenue: '0.00',
  itemsTotal: 0,
  orders: 0,
  rowsAccepted: 0,
  rowsRejected: 0,
  products: [],
});

/** Sums figures up; `day` is that of the first. */
export function sumOfDays(all: DayFigures[], day = all[0]?.day ?? ''): DayFigures {
  const total = emptyDay(day);
  for (const part of all) {
    total.files += part.files;
    total.itemsTotal += part.itemsTotal;
    total.orders += part.orders;
    total.rowsAccepted += part.rowsAccepted;
    total.rowsRejected += part.rowsRejected;
  }
  return {
    ...total,
    revenue: sumOf(all.map(({ revenue }) => revenue)),
    products: bestOf(all.flatMap(({ products }) => products)),
  };
}

/** The best sellers among these, each product once. */
export function bestOf(products: ProductTotal[], limit = PRODUCTS_KEPT): ProductTotal[] {
  const sums = new Map<string, { quantity: number; revenue: bigint }>();
  for (const { productName, quantity, revenue } of products) {
    const sum = sums.get(productName) ?? { quantity: 0, revenue: 0n };
    sums.set(productName, { quantity: sum.quantity + quantity, revenue: sum.revenue + centsOf(revenue) });
  }
  return [...sums]
    .sort(([nameA, a], [nameB, b]) => {
      if (a.revenue !== b.revenue) return a.revenue < b.revenue ? 1 : -1;
      return nameA < nameB ? -1 : 1;
    })
    .slice(0, limit)
    .map(([productName, sum]) => ({ productName, quantity: sum.quantity, revenue: moneyOf(sum.revenue) }));
}
