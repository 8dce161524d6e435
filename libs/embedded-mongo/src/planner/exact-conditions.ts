import { isOperators } from '../query/compile-filter';
import { isNumeric, toNumber } from '../values/document';
import { KeyType, keyTypeOf } from '../values/key-type';

/** Types whose every value has a key of its own, which arrays and missing fields do not share. */
const EXACT_TYPES = new Set<number>([
  KeyType.number,
  KeyType.string,
  KeyType.objectId,
  KeyType.boolean,
  KeyType.date,
]);
const EXACT_OPERATORS = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte']);

/** Whether an index's ranges for a field's condition hold exactly what meets it, where no arrays are. */
export function isExactCondition(operand: unknown): boolean {
  if (!isOperators(operand)) return isExactValue(operand);
  return Object.entries(operand).every(([name, value]) => {
    // NaN has the lowest key of all numbers and is less than none.
    if (name.startsWith('$lt') && isNumeric(value) && !isNumeric(operand['$gt'] ?? operand['$gte']))
      return false;
    if (!EXACT_OPERATORS.has(name)) return false;
    return name === '$in' ? Array.isArray(value) && value.every(isExactValue) : isExactValue(value);
  });
}

function isExactValue(value: unknown): boolean {
  if (!EXACT_TYPES.has(keyTypeOf(value))) return false;
  return !isNumeric(value) || Number.isFinite(toNumber(value));
}
