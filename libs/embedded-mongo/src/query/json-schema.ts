import { failedToParse } from '../server-error';
import { typeName, typeNamesOf } from '../values/bson-type';
import { compareValues, valuesEqual } from '../values/compare';
import { isDoc, isNumeric, isTruthy, toNumber } from '../values/document';

type Check = (value: unknown) => boolean;

const jsonTypes: Record<string, string[]> = {
  object: ['object'],
  array: ['array'],
  number: ['int', 'long', 'double', 'decimal'],
  boolean: ['bool'],
  string: ['string'],
  null: ['null'],
};

/** `$jsonSchema` (draft 4 with `bsonType`), as far as collection validators use it. @throws ServerError FailedToParse */
export function compileJsonSchema(schema: unknown): Check {
  if (!isDoc(schema)) throw failedToParse('$jsonSchema must be an object');
  const checks = Object.entries(schema).map(([keyword, operand]) => compileKeyword(keyword, operand, schema));
  return (value) => checks.every((check) => check(value));
}

function compileKeyword(keyword: string, operand: unknown, schema: Record<string, unknown>): Check {
  switch (keyword) {
    case 'bsonType':
      return ofTypes(asList(operand).flatMap(typeNamesOf));
    case 'type':
      return ofTypes(asList(operand).flatMap((name) => jsonTypes[String(name)] ?? []));
    case 'required':
      return (value) => !isDoc(value) || asList(operand).every((name) => value[String(name)] !== undefined);
    case 'properties':
      return properties(operand);
    case 'additionalProperties':
      return additionalProperties(operand, schema);
    case 'enum':
      return (value) => asList(operand).some((item) => valuesEqual(item, value));
    case 'items':
      return items(operand);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
    case 'not':
      return combined(keyword, operand);
    case 'title':
    case 'description':
      return () => true;
    default:
      return limit(keyword, operand, schema);
  }
}

function limit(keyword: string, operand: unknown, schema: Record<string, unknown>): Check {
  const bound = toNumber(operand);
  switch (keyword) {
    case 'minimum':
      return (value) =>
        !isNumeric(value) || compareValues(value, operand) >= (schema['exclusiveMinimum'] ? 1e-9 : 0);
    case 'maximum':
      return (value) =>
        !isNumeric(value) || compareValues(value, operand) <= (schema['exclusiveMaximum'] ? -1e-9 : 0);
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return () => true;
    case 'multipleOf':
      return (value) => !isNumeric(value) || toNumber(value) % bound === 0;
    case 'minLength':
      return (value) => typeof value !== 'string' || Array.from(value).length >= bound;
    case 'maxLength':
      return (value) => typeof value !== 'string' || Array.from(value).length <= bound;
    case 'pattern': {
      const expression = new RegExp(String(operand));
      return (value) => typeof value !== 'string' || expression.test(value);
    }
    case 'minItems':
      return (value) => !Array.isArray(value) || value.length >= bound;
    case 'maxItems':
      return (value) => !Array.isArray(value) || value.length <= bound;
    case 'minProperties':
      return (value) => !isDoc(value) || Object.keys(value).length >= bound;
    case 'maxProperties':
      return (value) => !isDoc(value) || Object.keys(value).length <= bound;
    default:
      throw failedToParse(`Unknown $jsonSchema keyword: ${keyword}`);
  }
}

const asList = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

function ofTypes(names: string[]): Check {
  return (value) => names.includes(typeName(value));
}

function properties(operand: unknown): Check {
  if (!isDoc(operand)) throw failedToParse('$jsonSchema keyword properties must be an object');
  const checks = Object.entries(operand).map(([name, schema]) => [name, compileJsonSchema(schema)] as const);
  return (value) =>
    !isDoc(value) || checks.every(([name, check]) => value[name] === undefined || check(value[name]));
}

function additionalProperties(operand: unknown, schema: Record<string, unknown>): Check {
  const known = isDoc(schema['properties']) ? schema['properties'] : {};
  const check = isDoc(operand) ? compileJsonSchema(operand) : () => isTruthy(operand);
  return (value) =>
    !isDoc(value) || Object.entries(value).every(([name, item]) => name in known || check(item));
}

function items(operand: unknown): Check {
  if (Array.isArray(operand)) {
    const checks = operand.map(compileJsonSchema);
    return (value) =>
      !Array.isArray(value) || value.every((item: unknown, index) => checks[index]?.(item) ?? true);
  }
  const check = compileJsonSchema(operand);
  return (value) => !Array.isArray(value) || value.every(check);
}

function combined(keyword: string, operand: unknown): Check {
  const checks = asList(operand).map(compileJsonSchema);
  const passing = (value: unknown): number => checks.filter((check) => check(value)).length;
  switch (keyword) {
    case 'allOf':
      return (value) => passing(value) === checks.length;
    case 'anyOf':
      return (value) => passing(value) > 0;
    case 'oneOf':
      return (value) => passing(value) === 1;
    default:
      return (value) => passing(value) === 0;
  }
}
