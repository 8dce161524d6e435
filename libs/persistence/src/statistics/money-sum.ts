/** Money (`"1234.50"`) in whole cents. */
export const cents = (money: string): bigint => BigInt(money.replace('.', ''));

/** Whole cents as money. */
export function moneyOf(amount: bigint): string {
  const digits = amount.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Revenue divided by orders, rounded half up to the cent; in integers, so that it is exact. */
export function averageOf(revenue: string, orders: number): string {
  if (orders === 0) return '0.00';
  const count = BigInt(orders);
  return moneyOf((2n * cents(revenue) + count) / (2n * count));
}
