import { ServerError } from '../server-error';
import { typeName } from '../values/bson-type';
import { isNumeric, toNumber } from '../values/document';
import { toText } from './conversion-operators';
import { operandList } from './operands';
import type { Evaluate, OperatorCompiler } from './scope';

const isNil = (value: unknown): boolean => value === undefined || value === null;

function textOf(name: string, value: unknown): string {
  if (isNil(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date || isNumeric(value)) return toText(value);
  throw new ServerError(16007, `can't convert from BSON type ${typeName(value)} to String (${name})`);
}

function onText(name: string, apply: (text: string) => unknown): OperatorCompiler {
  return (operand, compile) => {
    const [item] = operandList(name, operand, 1).map(compile) as [Evaluate];
    return (scope) => apply(textOf(name, item(scope)));
  };
}

/** Strings; all others of this family are mingo's. */
export const stringOperators: Record<string, OperatorCompiler> = {
  $toLower: onText('$toLower', (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
  $toUpper: onText('$toUpper', (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase())),
  $strLenBytes: onText('$strLenBytes', (text) => Buffer.byteLength(text)),
  $strLenCP: onText('$strLenCP', (text) => Array.from(text).length),
  $indexOfCP: (operand, compile) => {
    const [text, wanted, from, to] = operandList('$indexOfCP', operand, 2, 4).map(compile);
    return (scope) => {
      const value = text?.(scope);
      if (isNil(value)) return null;
      const letters = Array.from(textOf('$indexOfCP', value));
      const start = from ? toNumber(from(scope)) : 0;
      const part = letters.slice(start, to ? toNumber(to(scope)) : undefined).join('');
      const at = part.indexOf(textOf('$indexOfCP', wanted?.(scope)));
      return at < 0 ? -1 : start + Array.from(part.slice(0, at)).length;
    };
  },
  $concat: (operand, compile) => {
    const items = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map(compile);
    return (scope) => {
      const values = items.map((item) => item(scope));
      const wrong = values.find((value) => !isNil(value) && typeof value !== 'string');
      if (wrong !== undefined)
        throw new ServerError(16702, `$concat only supports strings, not ${typeName(wrong)}`);
      return values.some(isNil) ? null : values.join('');
    };
  },
};
