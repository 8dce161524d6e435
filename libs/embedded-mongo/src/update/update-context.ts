import type { FilterContext } from '../query/compile-filter';
import { matchedIndex } from '../query/positional';
import { badValue } from '../server-error';
import { type Doc, isDoc } from '../values/document';
import { valueAt } from './target-path';

/** Tests elements for `$[name]`. */
export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

/** What an update is applied with. */
export interface UpdateContext extends FilterContext {
  /** The query's filter, which `$` refers to. */
  filter: Doc;
  arrayFilters: ArrayFilters;
}

/** The exact paths that a path with `$`, `$[]` and `$[name]` stands for in one document. */
export function expandPath(doc: Doc, path: string, context: UpdateContext): string[][] {
  const parts = path.split('.');
  if (parts.includes('')) {
    throw badValue(`The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  return expand(doc, [], parts, context, path);
}

function expand(
  value: unknown,
  done: string[],
  rest: string[],
  context: UpdateContext,
  path: string,
  root = value,
): string[][] {
  const [part, ...after] = rest;
  if (part === undefined) return [done];
  if (part === '$') {
    const index = matchedIndex(context.filter, root as Doc, done.join('.'), context);
    if (index === undefined)
      throw badValue('The positional operator did not find the match needed from the query.');
    return expand((value as unknown[])[index], [...done, String(index)], after, context, path, root);
  }
  if (part.startsWith('$[') && part.endsWith(']')) {
    const name = part.slice(2, -1);
    if (!Array.isArray(value)) {
      if (value === undefined) {
        throw badValue(
          `The path '${done.join('.')}' must exist in the document in order to apply array updates.`,
        );
      }
      throw badValue(`Cannot apply array updates to non-array element ${done.at(-1) ?? ''}`);
    }
    const test = name === '' ? () => true : context.arrayFilters.get(name);
    if (!test) throw badValue(`No array filter found for identifier '${name}' in path '${path}'`);
    return value.flatMap((item: unknown, index) =>
      test(item) ? expand(item, [...done, String(index)], after, context, path, root) : [],
    );
  }
  const next =
    Array.isArray(value) || isDoc(value) ? valueAt({ container: value as Doc, name: part }) : undefined;
  return expand(next, [...done, part], after, context, path, root);
}
