/** Significant digits that a spreadsheet holds; further ones are noise of binary fractions. */
export const SIGNIFICANT_DIGITS = 15;

/** Decimals of a price that count. */
export const PRICE_DECIMALS = 4;

/**
 * An exact decimal number: `digits` x 10^`exponent`, negative where said so.
 * `digits` has neither leading nor trailing zeros; zero has none at all, exponent 0 and no sign.
 */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const ZERO: Decimal = { negative: false, digits: '', exponent: 0 };
const LITERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** Reads a plain decimal literal (`-12.5`, `.5`, `5.`, `1.5E-3`); undefined where the text is anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = LITERAL.exec(text);
  if (match === null) return undefined;
  const [, sign, integer = '', fraction = '', power = '0'] = match;
  if (integer === '' && fraction === '') return undefined;
  return normalise(sign === '-', integer + fraction, Number(power) - fraction.length);
}

/** Rounds to 15 significant digits, half away from zero: what a spreadsheet shows of a stored number. */
export function roundToSheet(value: Decimal): Decimal {
  const { digits, exponent } = value;
  if (digits.length <= SIGNIFICANT_DIGITS) return value;
  const dropped = digits.length - SIGNIFICANT_DIGITS;
  const kept = BigInt(digits.slice(0, SIGNIFICANT_DIGITS));
  const up = digits.charCodeAt(SIGNIFICANT_DIGITS) >= 0x35 ? 1n : 0n;
  return normalise(value.negative, String(kept + up), exponent + dropped);
}

/** The value in units of 10^-`decimals`; undefined where it is no whole number of them. */
export function toUnits(value: Decimal, decimals: number): bigint | undefined {
  const shift = value.exponent + decimals;
  if (shift < 0) return value.digits === '' ? 0n : undefined;
  const units = BigInt(value.digits + '0'.repeat(shift));
  return value.negative ? -units : units;
}

/** Decimal digits before the point, 0 or less for fractions: a cheap bound of the size. */
export function magnitude(value: Decimal): number {
  return value.digits === '' ? 0 : value.digits.length + value.exponent;
}

/** The number as a spreadsheet shows it in a wide cell: at most 15 digits, exponents only when very large or small. */
export function shortestText(value: Decimal): string {
  const { negative, digits, exponent } = roundToSheet(value);
  return String(Number(`${negative ? '-' : ''}${digits === '' ? '0' : digits}e${exponent}`));
}

function normalise(negative: boolean, rawDigits: string, exponent: number): Decimal {
  let start = 0;
  let end = rawDigits.length;
  while (start < end && rawDigits.charCodeAt(start) === 0x30) start++;
  while (end > start && rawDigits.charCodeAt(end - 1) === 0x30) end--;
  if (start === end) return ZERO;
  return { negative, digits: rawDigits.slice(start, end), exponent: exponent + rawDigits.length - end };
}
