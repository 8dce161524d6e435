import { PRICE_DECIMALS, SIGNIFICANT_DIGITS } from '../rules/decimal';

const ZERO = 0x30;
/** Digits of a whole number that always fit 32 bits. */
const SHORT_DIGITS = 9;
const POWERS = Array.from({ length: SIGNIFICANT_DIGITS + 1 }, (_, i) => 10 ** i);
const UNITS = 10 ** PRICE_DECIMALS;
/** By number of decimals: what makes units of 1/10,000 of them. */
const SCALES = Int32Array.from({ length: PRICE_DECIMALS + 1 }, (_, i) => 10 ** (PRICE_DECIMALS - i));

/**
 * Reads numbers as nearly all cells hold them, straight from bytes: digits, at most one point, nothing else.
 * Gives the same value as `parseDecimal` and `roundToSheet`, or says that it does not know.
 */
export class PlainNumber {
  /** The number read last is `whole` + `fraction` / 10,000, exactly. */
  whole = 0;
  fraction = 0;
  private readonly point: number;

  /** @param decimalPoint what stands before the decimals */
  constructor(decimalPoint: '.' | ',') {
    this.point = decimalPoint.charCodeAt(0);
  }

  /** Reads a number at `at` up to the first byte that is no part of it, and gives that place; -1 when in doubt. */
  read(bytes: Uint8Array, at: number): number {
    let i = at;
    let whole = 0;
    let digit = (bytes[i] ?? 0) ^ ZERO;
    for (; digit < 10; digit = (bytes[++i] ?? 0) ^ ZERO) whole = whole * 10 + digit;
    const length = i - at;
    if (length === 0 || length > SHORT_DIGITS) return this.readLong(bytes, at);
    let fraction = 0;
    if (bytes[i] === this.point) {
      const point = i;
      digit = (bytes[++i] ?? 0) ^ ZERO;
      for (; digit < 10 && i <= point + PRICE_DECIMALS; digit = (bytes[++i] ?? 0) ^ ZERO) {
        fraction = fraction * 10 + digit;
      }
      if (digit < 10) return this.readLong(bytes, at);
      fraction *= SCALES[i - point - 1] ?? 0;
    }
    this.whole = whole;
    this.fraction = fraction;
    return i;
  }

  /** A number of many digits, such as 12.949999999999999: 15 significant ones count, the next one rounds. */
  private readLong(bytes: Uint8Array, at: number): number {
    let i = at;
    let kept = 0;
    let significant = 0;
    let round = 0;
    let exponent = 0;
    let point = -1;
    for (; ; i++) {
      const digit = (bytes[i] ?? 0) ^ ZERO;
      if (digit >= 10) {
        if (bytes[i] !== this.point || point >= 0) break;
        point = i;
        continue;
      }
      if (point >= 0) exponent--;
      if (significant === 0 && digit === 0) continue;
      significant++;
      if (significant <= SIGNIFICANT_DIGITS) kept = kept * 10 + digit;
      else {
        exponent++;
        if (significant === SIGNIFICANT_DIGITS + 1) round = digit >= 5 ? 1 : 0;
      }
    }
    const digits = i - at - (point >= 0 ? 1 : 0);
    return digits > 0 && this.setUnits(kept + round, exponent + PRICE_DECIMALS) ? i : -1;
  }

  /** Sets the value to `kept` x 10^`shift` units of 1/10,000, if it is a whole and safe number of them. */
  private setUnits(kept: number, shift: number): boolean {
    const power = POWERS[Math.abs(shift)];
    if (power === undefined) return false;
    const units = shift >= 0 ? kept * power : Math.round(kept / power);
    if (units > Number.MAX_SAFE_INTEGER || (shift < 0 && units * power !== kept)) return false;
    this.whole = Math.floor(units / UNITS);
    this.fraction = units - this.whole * UNITS;
    return true;
  }
}
