import * as z from 'zod';

/**
 * An exact amount of money without its currency, as a decimal string with two decimals: `"1234.50"`.
 * A string, because a JSON number could not hold every sum of a million lines to the cent.
 */
export const Money = z
  .string()
  .regex(/^\d+\.\d{2}$/)
  .meta({ id: 'Money', description: 'Exact amount, two decimals, as a string', example: '11488064.32' });
export type Money = z.infer<typeof Money>;

/** An amount in whole cents. */
export const centsOf = (amount: Money): bigint => BigInt(amount.replace('.', ''));

/** Whole cents, not negative, as an amount. */
export function moneyOf(cents: bigint): Money {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The exact sum of amounts. */
export const sumOf = (amounts: Money[]): Money =>
  moneyOf(amounts.reduce((total, amount) => total + centsOf(amount), 0n));
