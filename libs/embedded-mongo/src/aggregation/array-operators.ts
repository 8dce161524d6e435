import { ServerError } from '../server-error';
import { typeName } from '../values/bson-type';
import { compareValues } from '../values/compare';
import { isDoc, isTruthy, toNumber } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { sortComparator } from '../query/sort';
import { accumulate } from './accumulators';
import { namedOperands, operandList } from './operands';
import { type Evaluate, type OperatorCompiler, withVariables } from './scope';

const isNil = (value: unknown): value is null | undefined => value === undefined || value === null;

function listOf(name: string, value: unknown, code = 28724): unknown[] {
  if (!Array.isArray(value))
    throw new ServerError(code, `${name} argument must be an array, but is of type ${typeName(value)}`);
  return value as unknown[];
}

/** An operator on evaluated operands of which a null one makes the result null. */
function onValues(
  name: string,
  least: number,
  most: number,
  apply: (...values: unknown[]) => unknown,
): OperatorCompiler {
  return (operand, compile) => {
    const items = operandList(name, operand, least, most).map(compile);
    return (scope) => {
      const values = items.map((item) => item(scope));
      return values.some(isNil) ? null : apply(...values);
    };
  };
}

function each(
  name: '$map' | '$filter',
  apply: (list: unknown[], test: (item: unknown) => unknown, limit: number) => unknown,
): OperatorCompiler {
  const body = name === '$map' ? 'in' : 'cond';
  return (operand, compile) => {
    const parts = namedOperands(name, operand, ['input', body], ['as', 'limit', 'arrayIndexAs']);
    const input = compile(parts['input']);
    const inner = compile(parts[body]);
    const limit = 'limit' in parts ? compile(parts['limit']) : () => Infinity;
    const variable = typeof parts['as'] === 'string' ? parts['as'] : 'this';
    return (scope) => {
      const list = input(scope);
      if (isNil(list)) return null;
      const items = listOf(name, list, name === '$map' ? 16883 : 28651);
      return apply(
        items,
        (item) => inner(withVariables(scope, { [variable]: item })),
        toNumber(limit(scope)) || Infinity,
      );
    };
  };
}

function reduce(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate {
  const parts = namedOperands('$reduce', operand, ['input', 'initialValue', 'in']);
  const input = compile(parts['input']);
  const start = compile(parts['initialValue']);
  const body = compile(parts['in']);
  return (scope) => {
    const list = input(scope);
    if (isNil(list)) return null;
    return listOf('$reduce', list, 40080).reduce(
      (value, item) => body(withVariables(scope, { value, this: item })),
      start(scope),
    );
  };
}

function elementAt(list: unknown, index: unknown): unknown {
  const items = listOf('$arrayElemAt', list, 28689);
  return items.at(toNumber(index));
}

function slice(list: unknown, first: unknown, second?: unknown): unknown {
  const items = listOf('$slice', list);
  const position = toNumber(first);
  if (second === undefined) return position >= 0 ? items.slice(0, position) : items.slice(position);
  const from = position >= 0 ? position : Math.max(items.length + position, 0);
  return items.slice(from, from + toNumber(second));
}

function range(from: unknown, to: unknown, step: unknown = 1): unknown[] {
  const by = toNumber(step);
  if (by === 0) throw new ServerError(34449, '$range requires a non-zero step value');
  const result: number[] = [];
  for (let value = toNumber(from); by > 0 ? value < toNumber(to) : value > toNumber(to); value += by)
    result.push(value);
  return result;
}

function sortArray(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate {
  const parts = namedOperands('$sortArray', operand, ['input', 'sortBy']);
  const input = compile(parts['input']);
  const order = parts['sortBy'];
  const compare = isDoc(order)
    ? sortComparator(order)
    : (left: unknown, right: unknown) => compareValues(left, right) * toNumber(order);
  return (scope) => {
    const list = input(scope);
    return isNil(list) ? null : [...listOf('$sortArray', list)].sort(compare);
  };
}

function setOperation(name: string, apply: (sets: Map<string, unknown>[]) => unknown): OperatorCompiler {
  return (operand, compile) => {
    const items = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
    return (scope) => {
      const lists = items.map((item) => item(scope));
      if (lists.some(isNil)) return null;
      return apply(lists.map((list) => new Map(listOf(name, list).map((item) => [identityOf(item), item]))));
    };
  };
}

function accumulating(name: string): OperatorCompiler {
  return (operand, compile) => {
    const single = !Array.isArray(operand) || operand.length === 1;
    const items = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
    return (scope) => {
      const values = items.map((item) => item(scope));
      const [only] = values;
      return accumulate(name, single && Array.isArray(only) ? (only as unknown[]) : values);
    };
  };
}

/** Arrays, sets, and the accumulators in their expression form. */
export const arrayOperators: Record<string, OperatorCompiler> = {
  $size: (operand, compile) => {
    const [item] = operandList('$size', operand, 1).map(compile) as [Evaluate];
    return (scope) => listOf('$size', item(scope), 17124).length;
  },
  $arrayElemAt: onValues('$arrayElemAt', 2, 2, elementAt),
  $first: onValues('$first', 1, 1, (list) => elementAt(list, 0)),
  $last: onValues('$last', 1, 1, (list) => elementAt(list, -1)),
  $slice: onValues('$slice', 2, 3, slice),
  $concatArrays: (operand, compile) => {
    const items = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
    return (scope) => {
      const lists = items.map((item) => item(scope));
      return lists.some(isNil) ? null : lists.flatMap((list) => listOf('$concatArrays', list, 28664));
    };
  },
  $in: (operand, compile) => {
    const [item, list] = operandList('$in', operand, 2).map(compile) as [Evaluate, Evaluate];
    return (scope) => {
      const value = item(scope);
      return listOf('$in', list(scope), 40081).some((other) => compareValues(other, value) === 0);
    };
  },
  $indexOfArray: onValues('$indexOfArray', 2, 4, (list, wanted, from = 0, to = Infinity) =>
    listOf('$indexOfArray', list, 40090).findIndex(
      (item, index) => index >= toNumber(from) && index < toNumber(to) && compareValues(item, wanted) === 0,
    ),
  ),
  $isArray: (operand, compile) => {
    const [item] = operandList('$isArray', operand, 1).map(compile) as [Evaluate];
    return (scope) => Array.isArray(item(scope));
  },
  $range: onValues('$range', 2, 3, range),
  $reverseArray: onValues('$reverseArray', 1, 1, (list) =>
    [...listOf('$reverseArray', list, 34435)].reverse(),
  ),
  $map: each('$map', (list, evaluate) => list.map((item) => evaluate(item) ?? null)),
  $filter: each('$filter', (list, test, limit) =>
    list.filter((item) => isTruthy(test(item))).slice(0, limit),
  ),
  $reduce: reduce,
  $sortArray: sortArray,
  $allElementsTrue: onValues('$allElementsTrue', 1, 1, (list) =>
    listOf('$allElementsTrue', list, 17040).every(isTruthy),
  ),
  $anyElementTrue: onValues('$anyElementTrue', 1, 1, (list) =>
    listOf('$anyElementTrue', list, 17041).some(isTruthy),
  ),
  $setUnion: setOperation('$setUnion', (sets) => [...new Map(sets.flatMap((set) => [...set])).values()]),
  $setIntersection: setOperation('$setIntersection', ([first, ...rest]) =>
    [...(first ?? [])].filter(([key]) => rest.every((set) => set.has(key))).map(([, item]) => item),
  ),
  $setDifference: setOperation('$setDifference', ([first, second]) =>
    [...(first ?? [])].filter(([key]) => !second?.has(key)).map(([, item]) => item),
  ),
  $setEquals: setOperation('$setEquals', ([first, ...rest]) =>
    rest.every((set) => set.size === first?.size && [...set.keys()].every((key) => first.has(key))),
  ),
  $setIsSubset: setOperation('$setIsSubset', ([first, second]) =>
    [...(first ?? new Map<string, unknown>()).keys()].every((key) => second?.has(key)),
  ),
  $sum: accumulating('$sum'),
  $avg: accumulating('$avg'),
  $min: accumulating('$min'),
  $max: accumulating('$max'),
};
