import { ServerError } from '../server-error';
import { type Doc, getField, isDoc, setField } from '../values/document';
import { accumulate } from './accumulators';
import { namedOperands, operandList } from './operands';
import type { Evaluate, OperatorCompiler } from './scope';

function objectToArray(value: unknown): unknown {
  if (!isDoc(value)) throw new ServerError(40390, '$objectToArray requires a document input');
  return Object.entries(value).map(([k, v]) => ({ k, v }));
}

function arrayToObject(value: unknown): Doc {
  if (!Array.isArray(value)) throw new ServerError(40386, '$arrayToObject requires an array input');
  const result: Doc = {};
  for (const item of value as unknown[]) {
    const [name, field] = Array.isArray(item)
      ? (item as unknown[])
      : isDoc(item)
        ? [item['k'], item['v']]
        : [];
    if (typeof name !== 'string')
      throw new ServerError(40394, '$arrayToObject requires an array of key-value pairs');
    setField(result, name, field);
  }
  return result;
}

function orNull(name: string, apply: (value: unknown) => unknown): OperatorCompiler {
  return (operand, compile) => {
    const [item] = operandList(name, operand, 1).map(compile) as [Evaluate];
    return (scope) => {
      const value = item(scope);
      return value === undefined || value === null ? null : apply(value);
    };
  };
}

/** Documents as values. */
export const objectOperators: Record<string, OperatorCompiler> = {
  $mergeObjects: (operand, compile) => {
    const items = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
    return (scope) =>
      accumulate(
        '$mergeObjects',
        items.map((item) => item(scope)),
      );
  },
  $objectToArray: orNull('$objectToArray', objectToArray),
  $arrayToObject: orNull('$arrayToObject', arrayToObject),
  $getField: (operand, compile) => {
    const parts = isDoc(operand)
      ? namedOperands('$getField', operand, ['field'], ['input'])
      : { field: operand };
    const name = compile(parts['field']);
    const input = 'input' in parts ? compile(parts['input']) : compile('$$CURRENT');
    return (scope) => {
      const doc = input(scope);
      return isDoc(doc) ? getField(doc, String(name(scope))) : doc === null ? null : undefined;
    };
  },
  $setField: (operand, compile) => {
    const parts = namedOperands('$setField', operand, ['field', 'input', 'value']);
    const name = compile(parts['field']);
    const input = compile(parts['input']);
    const value = compile(parts['value']);
    return (scope) => {
      const doc = input(scope);
      if (!isDoc(doc)) return null;
      const result = { ...doc };
      const item = value(scope);
      if (item === undefined) Reflect.deleteProperty(result, String(name(scope)));
      else setField(result, String(name(scope)), item);
      return result;
    };
  },
};
