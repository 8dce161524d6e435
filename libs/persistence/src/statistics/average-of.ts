import { centsOf, moneyOf } from '@orders/contracts';

/** Revenue divided by orders, rounded half up to the cent; in integers, so that it is exact. */
export function averageOf(revenue: string, orders: number): string {
  if (orders === 0) return '0.00';
  const count = BigInt(orders);
  return moneyOf((2n * centsOf(revenue) + count) / (2n * count));
}
