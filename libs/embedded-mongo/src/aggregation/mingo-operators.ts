import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import type { Options } from 'mingo/types';
import { badValue, ServerError } from '../server-error';
import { makeDouble } from '../values/arithmetic';
import { type Doc, isDoc, isNumeric, setField, toNumber } from '../values/document';
import type { Evaluate } from './scope';

const known = new Set(Object.keys(expressions));

// Scripts stay off: an expression must not run code.
const refused = new Set(['$function', '$accumulator', '$where']);

const options: Options = {
  idKey: '_id',
  scriptEnabled: false,
  useStrictMode: true,
  failOnError: true,
  processingMode: ProcessingMode.CLONE_OFF,
  context: Context.init({ expression: expressions, accumulator: accumulators }),
};

/** Operators whose result is a double whatever their operands are. */
const doubles = new Set(['$sqrt', '$exp', '$ln', '$log', '$log10', '$pow', '$sin', '$cos', '$tan']);

/**
 * An operator of mingo's, its operands being evaluated here and handed over as literals.
 * @throws ServerError InvalidPipelineOperator (168) when mingo has none of that name
 */
export function mingoOperator(
  name: string,
  operand: unknown,
  compile: (expression: unknown) => Evaluate,
): Evaluate {
  if (!known.has(name) || refused.has(name)) {
    throw new ServerError(168, `Unrecognized expression '${name}'`, { codeName: 'InvalidPipelineOperator' });
  }
  const operands = compileOperands(operand, compile);
  return (scope) => {
    try {
      const result = evalExpr({}, { [name]: operands(scope) }, options);
      return doubles.has(name) && typeof result === 'number' ? makeDouble(result) : result;
    } catch (error) {
      throw badValue(error instanceof Error ? error.message : String(error));
    }
  };
}

function compileOperands(operand: unknown, compile: (expression: unknown) => Evaluate): Evaluate {
  const literal =
    (evaluate: Evaluate): Evaluate =>
    (scope) => ({ $literal: forMingo(evaluate(scope)) });
  if (Array.isArray(operand)) {
    const items = (operand as unknown[]).map((item) => literal(compile(item)));
    return (scope) => items.map((item) => item(scope));
  }
  if (isDoc(operand) && !Object.keys(operand)[0]?.startsWith('$')) {
    const fields = Object.entries(operand).map(([name, item]) => [name, literal(compile(item))] as const);
    return (scope) => Object.fromEntries(fields.map(([name, item]) => [name, item(scope)]));
  }
  return literal(compile(operand));
}

/** Numbers as JavaScript's, which are all that mingo calculates with. */
function forMingo(value: unknown): unknown {
  if (isNumeric(value)) return toNumber(value);
  if (Array.isArray(value)) return value.map(forMingo);
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const [name, item] of Object.entries(value)) setField(copy, name, forMingo(item));
  return copy;
}
