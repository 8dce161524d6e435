import { leadingDigits } from './leading-digits';
import { PRICE_DECIMALS, SIGNIFICANT_DIGITS } from '../rules/decimal';

const ZERO = 0x30;
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
    const digits = leadingDigits(bytes, at);
    if (digits === 0) return this.readLong(bytes, at);
    const end = at + (digits & 7);
    this.whole = digits >> 3;
    this.fraction = 0;
    return bytes[end] === this.point ? this.readDecimals(bytes, at, end + 1) : end;
  }

  /** The decimals at `from` of the number at `at`. */
  private readDecimals(bytes: Uint8Array, at: number, from: number): number {
    const digits = leadingDigits(bytes, from);
    const decimals = digits & 7;
    if (decimals > PRICE_DECIMALS || (decimals === 0 && ((bytes[from] ?? 0) ^ ZERO) < 10)) {
      return this.readLong(bytes, at);
    }
    this.fraction = Math.imul(digits >> 3, SCALES[decimals] ?? 0);
    return from + decimals;
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
      const byte = bytes[i] ?? 0;
      const digit = byte ^ ZERO;
      if (digit >= 10) {
        if (byte !== this.point || point >= 0) break;
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
