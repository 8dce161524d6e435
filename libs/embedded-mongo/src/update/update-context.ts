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
  return new PathExpansion(doc, path, context).expand(doc, [], parts);
}

class PathExpansion {
  constructor(
    private readonly root: Doc,
    private readonly path: string,
    private readonly context: UpdateContext,
  ) {}

  expand(value: unknown, done: string[], rest: string[]): string[][] {
    const [part, ...after] = rest;
    if (part === undefined) return [done];
    if (part === '$') return this.matched(value, done, after);
    if (part.startsWith('$[') && part.endsWith(']'))
      return this.filtered(value, done, part.slice(2, -1), after);
    const inside = Array.isArray(value) || isDoc(value) ? value : undefined;
    const next = inside && valueAt({ container: inside as Doc | unknown[], name: part });
    return this.expand(next, [...done, part], after);
  }

  private matched(value: unknown, done: string[], after: string[]): string[][] {
    const index = matchedIndex(this.context.filter, this.root, done.join('.'), this.context);
    if (index === undefined) {
      throw badValue('The positional operator did not find the match needed from the query.');
    }
    const item = Array.isArray(value) ? (value[index] as unknown) : undefined;
    return this.expand(item, [...done, String(index)], after);
  }

  private filtered(value: unknown, done: string[], name: string, after: string[]): string[][] {
    if (value === undefined) {
      throw badValue(
        `The path '${done.join('.')}' must exist in the document in order to apply array updates.`,
      );
    }
    if (!Array.isArray(value))
      throw badValue(`Cannot apply array updates to non-array element ${done.at(-1) ?? ''}`);
    const test = name === '' ? () => true : this.context.arrayFilters.get(name);
    if (!test) throw badValue(`No array filter found for identifier '${name}' in path '${this.path}'`);
    return value.flatMap((item: unknown, index) =>
      test(item) ? this.expand(item, [...done, String(index)], after) : [],
    );
  }
}
