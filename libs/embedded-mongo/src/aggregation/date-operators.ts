import { LONG, makeInteger } from '../values/arithmetic';
import { toNumber } from '../values/document';
import { namedOperands } from './operands';
import type { Evaluate, OperatorCompiler } from './scope';

const unitMs: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** `$dateDiff` in fixed units counts boundaries crossed, and is a long. */
function dateDiff(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate {
  const parts = namedOperands(
    '$dateDiff',
    operand,
    ['startDate', 'endDate', 'unit'],
    ['timezone', 'startOfWeek'],
  );
  const start = compile(parts['startDate']);
  const end = compile(parts['endDate']);
  const unit = compile(parts['unit']);
  return (scope) => {
    const from = start(scope);
    const to = end(scope);
    if (!(from instanceof Date) || !(to instanceof Date)) return null;
    return makeInteger(BigInt(boundaries(from, to, String(unit(scope)))), LONG);
  };
}

function boundaries(from: Date, to: Date, unit: string): number {
  const months = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();
  if (unit === 'year') return to.getUTCFullYear() - from.getUTCFullYear();
  if (unit === 'quarter') return Math.floor(months(to) / 3) - Math.floor(months(from) / 3);
  if (unit === 'month') return months(to) - months(from);
  const size = unitMs[unit] ?? NaN;
  // The epoch was a Thursday; weeks start on Sunday.
  const shift = unit === 'week' ? 4 * 86_400_000 : 0;
  return Math.floor((to.getTime() + shift) / size) - Math.floor((from.getTime() + shift) / size);
}

/** Dates; formatting, parts and truncation are mingo's. */
export const dateOperators: Record<string, OperatorCompiler> = {
  $dateDiff: dateDiff,
  $tsSecond: (operand, compile) => {
    const value = compile(operand);
    return (scope) => makeInteger(BigInt(toNumber((value(scope) as { t?: number } | null)?.t ?? 0)), LONG);
  },
};
