import { EJSON } from 'bson';
import { bsonTag, type Doc, isDoc } from '../../values/document';
import { typeName } from '../../values/bson-type';

/** What an expected value may refer to. */
export interface MatchContext {
  entity(name: string): unknown;
  sessionId(name: string): unknown;
}

/** Why a value is not what was expected; undefined when it is. */
export function mismatch(
  expected: unknown,
  actual: unknown,
  context: MatchContext,
  path = '',
  root = true,
): string | undefined {
  if (isDoc(expected)) return documentMismatch(expected, actual, context, path, root);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return differs(path, expected, actual);
    if (actual.length !== expected.length)
      return `${path}: ${actual.length} elements, expected ${expected.length}`;
    return firstOf(
      expected.map((item: unknown, at) =>
        mismatch(item, actual[at], context, `${path}[${at}]`, root && isDoc(item)),
      ),
    );
  }
  if (typeof expected === 'number' || typeof expected === 'bigint')
    return Number(actual) === Number(expected) ? undefined : differs(path, expected, actual);
  if (expected === null) return actual === null ? undefined : differs(path, expected, actual);
  return canonical(expected) === canonical(actual) ? undefined : differs(path, expected, actual);
}

const canonical = (value: unknown): string => EJSON.stringify({ value }, { relaxed: true });
const differs = (path: string, expected: unknown, actual: unknown): string =>
  `${path}: ${canonical(actual)}, expected ${canonical(expected)}`;
const firstOf = (reasons: (string | undefined)[]): string | undefined =>
  reasons.find((reason) => reason !== undefined);

function documentMismatch(
  expected: Doc,
  actual: unknown,
  context: MatchContext,
  path: string,
  root: boolean,
): string | undefined {
  const [operator] = Object.keys(expected);
  if (operator?.startsWith('$$')) return special(operator, expected[operator], actual, context, path);
  const fields = fieldsOf(actual);
  if (!fields) return differs(path, expected, actual);
  const reasons = Object.entries(expected).map(([name, value]) => {
    if (isDoc(value) && value['$$exists'] !== undefined) {
      return (fields[name] !== undefined) === value['$$exists']
        ? undefined
        : `${path}.${name}: exists is not as expected`;
    }
    if (isDoc(value) && '$$unsetOrMatches' in value && fields[name] === undefined) return undefined;
    return mismatch(value, fields[name], context, `${path}.${name}`, false);
  });
  const extra = root
    ? undefined
    : Object.keys(fields).find((name) => !(name in expected) && fields[name] !== undefined);
  return firstOf(reasons) ?? (extra === undefined ? undefined : `${path}: has '${extra}' besides`);
}

/** Results of the driver are objects of classes; maps become documents. */
function fieldsOf(value: unknown): Doc | undefined {
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || bsonTag(value) !== undefined)
    return undefined;
  return value as Doc;
}

function special(
  operator: string,
  operand: unknown,
  actual: unknown,
  context: MatchContext,
  path: string,
): string | undefined {
  switch (operator) {
    case '$$exists':
      return (actual !== undefined) === operand ? undefined : `${path}: exists is not as expected`;
    case '$$type': {
      const names = Array.isArray(operand) ? operand : [operand];
      const name = typeName(actual);
      const numeric = name === 'int' || name === 'double' || name === 'long';
      return names.includes(name) ||
        (numeric && names.some((item) => ['int', 'long', 'double', 'number'].includes(String(item))))
        ? undefined
        : `${path}: is of type ${name}`;
    }
    case '$$unsetOrMatches':
      return actual === undefined ? undefined : mismatch(operand, actual, context, path, true);
    case '$$matchesEntity':
      return mismatch(context.entity(String(operand)), actual, context, path, false);
    case '$$matchesHexBytes':
      return Buffer.from(actual as Uint8Array).toString('hex') === operand
        ? undefined
        : `${path}: other bytes`;
    case '$$sessionLsid':
      return mismatch(context.sessionId(String(operand)), actual, context, path, false);
    case '$$lte':
      return Number(actual) <= Number(operand) ? undefined : differs(path, operand, actual);
    case '$$matchAsRoot':
      return mismatch(operand, actual, context, path, true);
    default:
      return `${path}: ${operator} is not known to this runner`;
  }
}
