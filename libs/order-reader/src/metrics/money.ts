/** Cents as a decimal string with two decimals: 123450n is "1234.50". */
export function moneyText(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Units of 1/10,000 as the shortest decimal string: 125000n is "12.5". */
export function priceText(units: bigint): string {
  const digits = units.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '');
}

/** Value of a line in cents, rounded half up; `price` in units of 1/10,000. */
export function lineCents(quantity: number, price: bigint): bigint {
  return (BigInt(quantity) * price + 50n) / 100n;
}

/** `cents` / `count`, rounded half up; 0 where there is nothing to divide by. */
export function average(cents: bigint, count: number): bigint {
  if (count === 0) return 0n;
  const divisor = BigInt(count);
  return (2n * cents + divisor) / (2n * divisor);
}
