import { ServerError } from '../server-error';
import { compareValues } from '../values/compare';
import { type Doc, isDoc, isTruthy } from '../values/document';
import { namedOperands, operandList } from './operands';
import { type Evaluate, type OperatorCompiler, withVariables } from './scope';

/** Missing sorts below null in expressions. */
export function compareInExpression(left: unknown, right: unknown): number {
  if (left === undefined || right === undefined) {
    if (left === right) return 0;
    return left === undefined ? -1 : 1;
  }
  return compareValues(left, right);
}

function comparing(name: string, result: (order: number) => unknown): OperatorCompiler {
  return (operand, compile) => {
    const [left, right] = operandList(name, operand, 2).map(compile) as [Evaluate, Evaluate];
    return (scope) => result(compareInExpression(left(scope), right(scope)));
  };
}

function several(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate[] {
  return (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
}

function conditional(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate {
  const parts = isDoc(operand)
    ? namedOperands('$cond', operand, ['if', 'then', 'else'])
    : (([test, then, otherwise]): Doc => ({ if: test, then, else: otherwise }))(
        operandList('$cond', operand, 3),
      );
  const test = compile(parts['if']);
  const then = compile(parts['then']);
  const otherwise = compile(parts['else']);
  return (scope) => (isTruthy(test(scope)) ? then(scope) : otherwise(scope));
}

function switching(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate {
  const parts = namedOperands('$switch', operand, ['branches'], ['default']);
  const branches = (Array.isArray(parts['branches']) ? (parts['branches'] as unknown[]) : []).map(
    (branch) => {
      const { case: test, then } = namedOperands('$switch', branch, ['case', 'then']);
      return { test: compile(test), then: compile(then) };
    },
  );
  if (branches.length === 0) throw new ServerError(40068, '$switch requires at least one branch.');
  const otherwise = 'default' in parts ? compile(parts['default']) : undefined;
  return (scope) => {
    const branch = branches.find(({ test }) => isTruthy(test(scope)));
    if (branch) return branch.then(scope);
    if (otherwise) return otherwise(scope);
    throw new ServerError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
}

function letting(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate {
  const parts = namedOperands('$let', operand, ['vars', 'in']);
  const variables = Object.entries(isDoc(parts['vars']) ? parts['vars'] : {}).map(
    ([name, value]) => [name, compile(value)] as const,
  );
  const body = compile(parts['in']);
  return (scope) =>
    body(withVariables(scope, Object.fromEntries(variables.map(([name, value]) => [name, value(scope)]))));
}

/** Comparison, logic and control. */
export const logicOperators: Record<string, OperatorCompiler> = {
  $cmp: comparing('$cmp', (order) => Math.sign(order)),
  $eq: comparing('$eq', (order) => order === 0),
  $ne: comparing('$ne', (order) => order !== 0),
  $gt: comparing('$gt', (order) => order > 0),
  $gte: comparing('$gte', (order) => order >= 0),
  $lt: comparing('$lt', (order) => order < 0),
  $lte: comparing('$lte', (order) => order <= 0),
  $and: (operand, compile) => {
    const items = several(operand, compile);
    return (scope) => items.every((item) => isTruthy(item(scope)));
  },
  $or: (operand, compile) => {
    const items = several(operand, compile);
    return (scope) => items.some((item) => isTruthy(item(scope)));
  },
  $not: (operand, compile) => {
    const [item] = operandList('$not', operand, 1).map(compile) as [Evaluate];
    return (scope) => !isTruthy(item(scope));
  },
  $cond: conditional,
  $switch: switching,
  $let: letting,
  $ifNull: (operand, compile) => {
    const items = several(operand, compile);
    if (items.length < 2) throw new ServerError(1257300, '$ifNull needs at least two arguments');
    return (scope) => {
      let value: unknown;
      for (const item of items) {
        value = item(scope);
        if (value !== undefined && value !== null) return value;
      }
      return value;
    };
  },
  $literal: (operand) => () => operand,
};
