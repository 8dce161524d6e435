import { Decimal128, type Long } from 'bson';
import { isDecimal, isDouble, isLong } from './document';

/** An exact finite decimal: `digits * 10 ** exponent`. */
export interface Exact {
  digits: bigint;
  exponent: number;
}

const PRECISION = 34;

/** The exact value of a finite number of any numeric type; undefined for NaN and the infinities. */
export function toExact(value: unknown): Exact | undefined {
  if (typeof value === 'number') return exactDouble(value);
  if (isDouble(value)) return exactDouble(value.value);
  if (isLong(value)) return { digits: longToBigInt(value), exponent: 0 };
  if (isDecimal(value)) return exactText(value.toString());
  return undefined;
}

export function longToBigInt(value: Long): bigint {
  return (BigInt(value.high) << 32n) | BigInt(value.low >>> 0);
}

function exactText(text: string): Exact | undefined {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  return { digits: sign ? -digits : digits, exponent: Number(exponent) - fraction.length };
}

const doubleBits = new DataView(new ArrayBuffer(8));

function exactDouble(value: number): Exact | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (Number.isSafeInteger(value)) return { digits: BigInt(value), exponent: 0 };
  doubleBits.setFloat64(0, value);
  const bits = doubleBits.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const power = (biased === 0 ? 1 : biased) - 1075;
  const signed = value < 0 ? -mantissa : mantissa;
  // m * 2^-p is m * 5^p * 10^-p: every double is a finite decimal.
  return power >= 0
    ? { digits: signed << BigInt(power), exponent: 0 }
    : { digits: signed * 5n ** BigInt(-power), exponent: power };
}

/** What a number is worth in decimal arithmetic: as the server, a double counts by its 15 significant digits. */
export function toDecimalOperand(value: unknown): Exact | undefined {
  const number = isDouble(value) ? value.value : value;
  if (typeof number === 'number' && !Number.isInteger(number)) {
    return Number.isFinite(number) ? exactText(number.toPrecision(15)) : undefined;
  }
  return toExact(value);
}

/** -1, 0 or 1. */
export function compareExact(left: Exact, right: Exact): number {
  const difference = subtractExact(left, right).digits;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function align(left: Exact, right: Exact): [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  return [
    left.digits * 10n ** BigInt(left.exponent - exponent),
    right.digits * 10n ** BigInt(right.exponent - exponent),
    exponent,
  ];
}

export function addExact(left: Exact, right: Exact): Exact {
  const [a, b, exponent] = align(left, right);
  return { digits: a + b, exponent };
}

export function subtractExact(left: Exact, right: Exact): Exact {
  const [a, b, exponent] = align(left, right);
  return { digits: a - b, exponent };
}

export function multiplyExact(left: Exact, right: Exact): Exact {
  return { digits: left.digits * right.digits, exponent: left.exponent + right.exponent };
}

/** The quotient to 36 significant digits, trailing zeros taken off down to the exponent that division prefers. */
export function divideExact(left: Exact, right: Exact): Exact {
  const scale = PRECISION + 2 + digitCount(right.digits);
  let digits = (left.digits * 10n ** BigInt(scale)) / right.digits;
  let exponent = left.exponent - right.exponent - scale;
  const preferred = left.exponent - right.exponent;
  while (exponent < preferred && digits % 10n === 0n) {
    digits /= 10n;
    exponent++;
  }
  return { digits, exponent };
}

/** The remainder with the sign of the dividend. */
export function remainderExact(left: Exact, right: Exact): Exact {
  const [a, b, exponent] = align(left, right);
  return { digits: a % b, exponent };
}

export function digitCount(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}

/** Rounds half to even at `places` decimal places (negative: tens, hundreds …). */
export function roundExact(
  value: Exact,
  places: number,
  mode: 'half-even' | 'truncate' = 'half-even',
): Exact {
  const drop = -places - value.exponent;
  if (drop <= 0) return value;
  const unit = 10n ** BigInt(drop);
  let digits = value.digits / unit;
  const rest = value.digits % unit;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (mode === 'half-even' && (twice > unit || (twice === unit && digits % 2n !== 0n))) {
    digits += value.digits < 0n ? -1n : 1n;
  }
  return { digits, exponent: -places };
}

/** As a Decimal128, rounded half to even to its 34 digits. */
export function toDecimal128(value: Exact): Decimal128 {
  const excess = digitCount(value.digits) - PRECISION;
  const rounded = excess > 0 ? roundExact(value, -(value.exponent + excess)) : value;
  return Decimal128.fromString(`${rounded.digits}E${rounded.exponent}`);
}
