import { type Doc, isDoc } from '../values/document';
import { splitPath, visitPath } from '../values/paths';
import { compileElementTest, compileFilter, type FilterContext, isOperators } from './compile-filter';

/**
 * Which element of the array at `path` the filter matched, for the positional operator `$`; undefined when no
 * condition of the filter is about that array.
 */
export function matchedIndex(
  filter: Doc,
  doc: Doc,
  path: string,
  context: FilterContext,
): number | undefined {
  let list: unknown;
  visitPath(doc, splitPath(path), 0, (value) => {
    if (Array.isArray(value)) list = value;
    return true;
  });
  if (!Array.isArray(list)) return undefined;
  let found: number | undefined;
  for (const [where, condition] of conditions(filter)) {
    const test = elementTest(where, condition, path, context);
    if (!test) continue;
    const index = list.findIndex(test);
    if (index >= 0) found = index;
  }
  return found;
}

function* conditions(filter: Doc): Generator<[string, unknown]> {
  for (const [name, operand] of Object.entries(filter)) {
    if ((name === '$and' || name === '$or') && Array.isArray(operand)) {
      for (const part of operand as unknown[]) if (isDoc(part)) yield* conditions(part);
    } else if (!name.startsWith('$')) yield [name, operand];
  }
}

function elementTest(
  where: string,
  condition: unknown,
  path: string,
  context: FilterContext,
): ((element: unknown) => boolean) | undefined {
  if (where === path) {
    if (isOperators(condition) && '$elemMatch' in condition) {
      const { matches } = compileFilter({ list: condition }, context);
      return (element) => matches({ list: [element] });
    }
    return compileElementTest(condition, context);
  }
  if (!where.startsWith(`${path}.`)) return undefined;
  const { matches } = compileFilter({ [where.slice(path.length + 1)]: condition }, context);
  return (element) => isDoc(element) && matches(element);
}
