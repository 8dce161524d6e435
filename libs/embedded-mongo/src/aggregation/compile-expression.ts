import { failedToParse, ServerError } from '../server-error';
import { type Doc, isDoc, setField } from '../values/document';
import { fieldPathValue, splitPath } from '../values/paths';
import { arithmeticOperators } from './arithmetic-operators';
import { arrayOperators } from './array-operators';
import { conversionOperators } from './conversion-operators';
import { dateOperators } from './date-operators';
import { logicOperators } from './logic-operators';
import { mingoOperator } from './mingo-operators';
import { objectOperators } from './object-operators';
import { type Evaluate, type OperatorCompiler } from './scope';
import { stringOperators } from './string-operators';

const operators = new Map<string, OperatorCompiler>(
  Object.entries({
    ...arithmeticOperators,
    ...arrayOperators,
    ...conversionOperators,
    ...dateOperators,
    ...logicOperators,
    ...objectOperators,
    ...stringOperators,
  }),
);

const MAX_DEPTH = 150;
let depth = 0;

/**
 * Makes an aggregation expression ready to run. Operators whose types or order matter are our own, the
 * others are mingo's on evaluated operands.
 * @throws ServerError for what the server would refuse when it parses a pipeline
 */
export function compileExpression(expression: unknown): Evaluate {
  if (depth >= MAX_DEPTH) throw failedToParse('expression is nested too deeply');
  depth++;
  try {
    return compileAny(expression);
  } finally {
    depth--;
  }
}

function compileAny(expression: unknown): Evaluate {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression);
  if (Array.isArray(expression)) {
    const items = (expression as unknown[]).map(compileExpression);
    return (scope) => items.map((item) => item(scope) ?? null);
  }
  if (!isDoc(expression)) return () => expression;
  const names = Object.keys(expression);
  const [first] = names;
  if (!first?.startsWith('$')) return compileObject(expression);
  if (names.length > 1) {
    throw new ServerError(
      15983,
      'an expression specification must contain exactly one field, the name of the expression.',
    );
  }
  return compileOperator(first, expression[first]);
}

function compileOperator(name: string, operand: unknown): Evaluate {
  const own = operators.get(name);
  return own ? own(operand, compileExpression) : mingoOperator(name, operand, compileExpression);
}

function compileObject(expression: Doc): Evaluate {
  const fields = Object.entries(expression).map(([name, value]) => {
    if (name.includes('.')) throw new ServerError(16412, 'FieldPath field names may not contain "."');
    return [name, compileExpression(value)] as const;
  });
  return (scope) => {
    const result: Doc = {};
    for (const [name, evaluate] of fields) {
      const value = evaluate(scope);
      if (value !== undefined) setField(result, name, value);
    }
    return result;
  };
}

const systemVariables = new Set(['NOW', 'CLUSTER_TIME', 'REMOVE', 'DESCEND', 'PRUNE', 'KEEP', 'USER_ROLES']);

function compilePath(path: string): Evaluate {
  if (!path.startsWith('$$')) return compileFieldPath(path);
  const [name = '', ...parts] = splitPath(path.slice(2));
  if (name === '') throw failedToParse('empty variable names are not allowed');
  if (name === 'ROOT' || name === 'CURRENT') return (scope) => fieldPathValue(scope.root, parts);
  if (name === 'REMOVE') return () => undefined;
  if (/^[A-Z]/.test(name) && !systemVariables.has(name)) {
    throw new ServerError(17276, `Use of undefined variable: ${name}`);
  }
  return (scope) => {
    if (!(name in scope.variables)) throw new ServerError(17276, `Use of undefined variable: ${name}`);
    return fieldPathValue(scope.variables[name], parts);
  };
}

function compileFieldPath(path: string): Evaluate {
  if (path === '$') throw new ServerError(16872, "'$' by itself is not a valid FieldPath");
  const parts = splitPath(path.slice(1));
  if (parts.some((part) => part === '')) {
    throw new ServerError(
      parts.at(-1) === '' ? 40353 : 15998,
      "FieldPath must not end with a '.' or have empty parts.",
    );
  }
  return (scope) => fieldPathValue(scope.root, parts);
}

/** The top-level fields that an expression reads; undefined when it may read any. */
export function fieldsUsed(expression: unknown): Set<string> | undefined {
  const fields = new Set<string>();
  return collectFields(expression, fields) ? fields : undefined;
}

function collectFields(expression: unknown, fields: Set<string>): boolean {
  if (typeof expression === 'string') {
    if (expression.startsWith('$$ROOT') || expression.startsWith('$$CURRENT')) return false;
    if (expression.startsWith('$') && !expression.startsWith('$$')) {
      fields.add(splitPath(expression.slice(1))[0] ?? '');
    }
    return true;
  }
  if (Array.isArray(expression)) return expression.every((item: unknown) => collectFields(item, fields));
  if (!isDoc(expression)) return true;
  if ('$getField' in expression || '$setField' in expression) return false;
  return Object.values(expression).every((item) => collectFields(item, fields));
}
