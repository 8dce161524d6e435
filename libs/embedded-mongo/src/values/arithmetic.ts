import { Decimal128, Double, Long } from 'bson';
import {
  addExact,
  divideExact,
  type Exact,
  longToBigInt,
  multiplyExact,
  remainderExact,
  subtractExact,
  toDecimal128,
  toDecimalOperand,
} from './decimal';
import { isDecimal, isDouble, isLong, toNumber } from './document';

/** The numeric types in the order in which arithmetic widens them. */
export type NumericKind = 0 | 1 | 2 | 3;
export const INT: NumericKind = 0;
export const LONG: NumericKind = 1;
export const DOUBLE: NumericKind = 2;
export const DECIMAL: NumericKind = 3;

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;

/** The numeric kind of a numeric value. */
export function kindOf(value: unknown): NumericKind {
  if (isLong(value)) return LONG;
  if (isDecimal(value)) return DECIMAL;
  if (isDouble(value)) return DOUBLE;
  return typeof value === 'number' && isInt(value) ? INT : DOUBLE;
}

function isInt(value: number): boolean {
  return Number.isInteger(value) && value >= INT_MIN && value <= INT_MAX && !Object.is(value, -0);
}

/** A double, told apart from an int where its value is integral. */
export function makeDouble(value: number): number | Double {
  return isInt(value) ? new Double(value) : value;
}

/** An integer as int32 (`kind` INT, when it fits) or int64; a double beyond that. */
export function makeInteger(value: bigint, kind: NumericKind): unknown {
  if (kind === INT && value >= BigInt(INT_MIN) && value <= BigInt(INT_MAX)) return Number(value);
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : makeDouble(Number(value));
}

/** An int or long as bigint. */
export function integerOf(value: unknown): bigint {
  return isLong(value) ? longToBigInt(value) : BigInt(Math.trunc(toNumber(value)));
}

interface Rules {
  integer: (left: bigint, right: bigint) => bigint;
  double: (left: number, right: number) => number;
  decimal: (left: Exact, right: Exact) => Exact;
}

function combine(left: unknown, right: unknown, rules: Rules): unknown {
  const kind = Math.max(kindOf(left), kindOf(right)) as NumericKind;
  if (kind === DOUBLE) return makeDouble(rules.double(toNumber(left), toNumber(right)));
  if (kind === DECIMAL) {
    const a = toDecimalOperand(left);
    const b = toDecimalOperand(right);
    return a && b
      ? toDecimal128(rules.decimal(a, b))
      : Decimal128.fromString(String(rules.double(toNumber(left), toNumber(right))));
  }
  if (kind === INT) {
    const quick = rules.double(toNumber(left), toNumber(right));
    if (isInt(quick)) return quick;
  }
  return makeInteger(rules.integer(integerOf(left), integerOf(right)), kind);
}

/** The sum, of the wider of both types; an int that overflows becomes a long, a long a double. */
export function add(left: unknown, right: unknown): unknown {
  return combine(left, right, { integer: (a, b) => a + b, double: (a, b) => a + b, decimal: addExact });
}

/** The difference, typed as `add`. */
export function subtract(left: unknown, right: unknown): unknown {
  return combine(left, right, { integer: (a, b) => a - b, double: (a, b) => a - b, decimal: subtractExact });
}

/** The product, typed as `add`. */
export function multiply(left: unknown, right: unknown): unknown {
  return combine(left, right, { integer: (a, b) => a * b, double: (a, b) => a * b, decimal: multiplyExact });
}

/** The remainder with the dividend's sign, typed as `add`. The divisor is not zero. */
export function remainder(left: unknown, right: unknown): unknown {
  return combine(left, right, { integer: (a, b) => a % b, double: (a, b) => a % b, decimal: remainderExact });
}

/** The quotient: a double, or a decimal when one of both is. The divisor is not zero. */
export function divide(left: unknown, right: unknown): unknown {
  const a = toDecimalOperand(left);
  const b = toDecimalOperand(right);
  if ((isDecimal(left) || isDecimal(right)) && a && b) return toDecimal128(divideExact(a, b));
  return makeDouble(toNumber(left) / toNumber(right));
}
