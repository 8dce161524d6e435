import { badValue, ServerError, typeMismatch } from '../server-error';
import {
  add,
  DECIMAL,
  divide,
  INT,
  integerOf,
  kindOf,
  LONG,
  makeDouble,
  makeInteger,
  multiply,
  remainder,
  subtract,
} from '../values/arithmetic';
import { typeName } from '../values/bson-type';
import { compareValues } from '../values/compare';
import { roundExact, toDecimal128, toExact } from '../values/decimal';
import { isDecimal, isNumeric, toNumber } from '../values/document';
import { operandList } from './operands';
import type { Evaluate, OperatorCompiler } from './scope';

const isNil = (value: unknown): boolean => value === undefined || value === null;

function binary(name: string, apply: (left: unknown, right: unknown) => unknown): OperatorCompiler {
  return (operand, compile) => {
    const [left, right] = operandList(name, operand, 2).map(compile) as [Evaluate, Evaluate];
    return (scope) => {
      const a = left(scope);
      const b = right(scope);
      return isNil(a) || isNil(b) ? null : apply(a, b);
    };
  };
}

function needNumbers(name: string, ...values: unknown[]): void {
  for (const value of values) {
    if (!isNumeric(value)) throw typeMismatch(`${name} only supports numeric types, not ${typeName(value)}`);
  }
}

function fold(
  name: string,
  start: number,
  apply: (sum: unknown, value: unknown) => unknown,
): OperatorCompiler {
  return (operand, compile) => {
    const items = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
    return (scope) => {
      let result: unknown = start;
      for (const item of items) {
        const value = item(scope);
        if (isNil(value)) return null;
        if (!isNumeric(value) && !(value instanceof Date)) {
          throw typeMismatch(`${name} only supports numeric or date types, not ${typeName(value)}`);
        }
        result = apply(result, value);
      }
      return result;
    };
  };
}

function addDates(sum: unknown, value: unknown): unknown {
  if (!(sum instanceof Date) && !(value instanceof Date)) return add(sum, value);
  if (sum instanceof Date && value instanceof Date)
    throw new ServerError(16612, 'only one date allowed in an $add expression');
  const [date, number] = sum instanceof Date ? [sum, value] : [value as Date, sum];
  return new Date(date.getTime() + Math.round(toNumber(number)));
}

function subtractDates(left: unknown, right: unknown): unknown {
  if (left instanceof Date) {
    if (right instanceof Date) return makeInteger(BigInt(left.getTime() - right.getTime()), LONG);
    needNumbers('$subtract', right);
    return new Date(left.getTime() - Math.round(toNumber(right)));
  }
  needNumbers('$subtract', left, right);
  return subtract(left, right);
}

function rounding(name: '$round' | '$trunc'): OperatorCompiler {
  return (operand, compile) => {
    const [value, places] = operandList(name, operand, 1, 2).map(compile);
    return (scope) => {
      const number = value?.(scope);
      const digits = places ? places(scope) : 0;
      if (isNil(number) || isNil(digits)) return null;
      needNumbers(name, number, digits);
      return roundTo(number, toNumber(digits), name === '$round' ? 'half-even' : 'truncate');
    };
  };
}

function roundTo(value: unknown, places: number, mode: 'half-even' | 'truncate'): unknown {
  const exact = toExact(value);
  if (!exact) return value;
  const rounded = roundExact(exact, places, mode);
  const kind = kindOf(value);
  if (kind === DECIMAL) return toDecimal128(rounded);
  const integer = rounded.digits * 10n ** BigInt(Math.max(rounded.exponent, 0));
  if (kind === INT || kind === LONG) return makeInteger(integer, kind);
  return makeDouble(Number(`${rounded.digits}e${rounded.exponent}`));
}

function unary(name: string, apply: (value: unknown) => unknown): OperatorCompiler {
  return (operand, compile) => {
    const [value] = operandList(name, operand, 1).map(compile) as [Evaluate];
    return (scope) => {
      const number = value(scope);
      if (isNil(number)) return null;
      needNumbers(name, number);
      return apply(number);
    };
  };
}

function toIntegral(value: unknown, up: boolean): unknown {
  const kind = kindOf(value);
  if (kind === INT || kind === LONG) return value;
  if (!isDecimal(value)) return makeDouble(up ? Math.ceil(toNumber(value)) : Math.floor(toNumber(value)));
  const exact = toExact(value);
  if (!exact) return value;
  const cut = roundExact(exact, 0, 'truncate');
  const order = compareValues(toDecimal128(cut), value);
  const step = up && order < 0 ? 1n : !up && order > 0 ? -1n : 0n;
  return toDecimal128({ digits: cut.digits * 10n ** BigInt(Math.max(cut.exponent, 0)) + step, exponent: 0 });
}

function absolute(value: unknown): unknown {
  const kind = kindOf(value);
  if (kind === DECIMAL || kind === INT || kind === LONG) {
    return compareValues(value, 0) < 0 ? subtract(0, value) : value;
  }
  return makeDouble(Math.abs(toNumber(value)));
}

/** Arithmetic with the server's rules of type: int, long, double, decimal, and dates. */
export const arithmeticOperators: Record<string, OperatorCompiler> = {
  $add: fold('$add', 0, addDates),
  $multiply: fold('$multiply', 1, (product, value) => {
    needNumbers('$multiply', value);
    return multiply(product, value);
  }),
  $subtract: binary('$subtract', subtractDates),
  $divide: binary('$divide', (left, right) => {
    needNumbers('$divide', left, right);
    if (toNumber(right) === 0) throw badValue("can't $divide by zero");
    return divide(left, right);
  }),
  $mod: binary('$mod', (left, right) => {
    needNumbers('$mod', left, right);
    if (toNumber(right) === 0) throw new ServerError(16610, "can't $mod by zero");
    return remainder(left, right);
  }),
  $abs: unary('$abs', absolute),
  $ceil: unary('$ceil', (value) => toIntegral(value, true)),
  $floor: unary('$floor', (value) => toIntegral(value, false)),
  $round: rounding('$round'),
  $trunc: rounding('$trunc'),
  $bitAnd: fold(
    '$bitAnd',
    -1,
    bitwise((a, b) => a & b),
  ),
  $bitOr: fold(
    '$bitOr',
    0,
    bitwise((a, b) => a | b),
  ),
  $bitXor: fold(
    '$bitXor',
    0,
    bitwise((a, b) => a ^ b),
  ),
};

function bitwise(apply: (left: bigint, right: bigint) => bigint): (left: unknown, right: unknown) => unknown {
  return (left, right) => {
    const kind = kindOf(left) === LONG || kindOf(right) === LONG ? LONG : INT;
    return makeInteger(apply(integerOf(left), integerOf(right)), kind);
  };
}
