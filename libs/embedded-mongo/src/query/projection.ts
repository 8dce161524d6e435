import { compileExpression } from '../aggregation/compile-expression';
import { newScope, type Evaluate, type Variables } from '../aggregation/scope';
import { badValue, ServerError } from '../server-error';
import { type Doc, getField, isDoc, isNumeric, isTruthy, setField, toNumber } from '../values/document';
import { compileFilter, type FilterContext } from './compile-filter';
import { matchedIndex } from './positional';

/** Makes the projected document; `original` is the whole one. */
export type Projection = (doc: Doc) => Doc;

interface Node {
  children: Map<string, Node>;
  /** At a leaf: taken or left out, or computed. */
  keep?: boolean;
  compute?: (value: unknown, root: Doc) => unknown;
}

/** What a projection is read with. */
export interface ProjectionContext extends FilterContext {
  /** The query's filter, which `field.$` refers to. */
  filter?: Doc;
  variables?: Variables;
  /** In a `$project` stage, where no projection operators of `find` are known. */
  stage?: boolean;
}

/** @throws ServerError for a mix of inclusion and exclusion, or unknown operators */
export function compileProjection(spec: Doc, context: ProjectionContext = {}): Projection {
  const entries = flatten(spec, '');
  const inclusive = isInclusive(entries, context);
  const root: Node = { children: new Map() };
  for (const [path, value] of entries) place(root, path, leaf(path, value, context, inclusive));
  if (inclusive && !root.children.has('_id')) root.children.set('_id', { children: new Map(), keep: true });
  return inclusive ? (doc) => include(root, doc, doc) as Doc : (doc) => exclude(root, doc, doc) as Doc;
}

function flatten(spec: Doc, prefix: string): [string, unknown][] {
  return Object.entries(spec).flatMap(([name, value]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const nested = isDoc(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$');
    return nested ? flatten(value, path) : [[path, value] as [string, unknown]];
  });
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumeric(value);
const findOperators = new Set(['$slice', '$elemMatch', '$meta']);

function operatorOf(value: unknown): string | undefined {
  return isDoc(value) ? Object.keys(value)[0] : undefined;
}

function isInclusive(entries: [string, unknown][], context: ProjectionContext): boolean {
  let mode: boolean | undefined;
  for (const [path, value] of entries) {
    const operator = operatorOf(value);
    if (!context.stage && operator === '$slice') continue;
    const includes = isFlag(value) ? isTruthy(value) : true;
    if (path === '_id' && (!includes || entries.length > 1)) continue;
    if (mode !== undefined && mode !== includes) {
      throw new ServerError(
        includes ? 31253 : 31254,
        `Cannot do ${includes ? 'inclusion' : 'exclusion'} on field ${path} in ${mode ? 'inclusion' : 'exclusion'} projection`,
      );
    }
    mode = includes;
  }
  if (mode !== undefined) return mode;
  return entries.some(([path, value]) => path === '_id' && !operatorOf(value) && isTruthy(value));
}

function leaf(path: string, value: unknown, context: ProjectionContext, inclusive: boolean): Node {
  const node: Node = { children: new Map() };
  if (isFlag(value)) return { ...node, keep: isTruthy(value) };
  const operator = operatorOf(value);
  if (!context.stage && operator && findOperators.has(operator)) {
    return { ...node, compute: findOperator(operator, (value as Doc)[operator], context), keep: inclusive };
  }
  const evaluate: Evaluate = compileExpression(value);
  return { ...node, compute: (_, root) => evaluate(newScope(root, context.variables)) };
}

function findOperator(
  operator: string,
  operand: unknown,
  context: ProjectionContext,
): NonNullable<Node['compute']> {
  if (operator === '$slice') return slicer(operand);
  if (operator !== '$elemMatch' || !isDoc(operand))
    throw badValue(`Unsupported projection option: ${operator}`);
  const { matches } = compileFilter({ list: { $elemMatch: operand } }, context);
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const found = value.findIndex((item: unknown) => matches({ list: [item] }));
    return found < 0 ? undefined : [value[found]];
  };
}

function slicer(operand: unknown): (value: unknown) => unknown {
  const [skip, limit]: (number | undefined)[] = Array.isArray(operand)
    ? (operand as unknown[]).map(toNumber)
    : [undefined, toNumber(operand)];
  return (value) => {
    if (!Array.isArray(value)) return value;
    const list = value as unknown[];
    if (skip === undefined) return (limit ?? 0) < 0 ? list.slice(limit) : list.slice(0, limit);
    const from = skip < 0 ? Math.max(list.length + skip, 0) : skip;
    return list.slice(from, from + (limit ?? 0));
  };
}

function place(root: Node, path: string, node: Node): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let at = root;
  for (const part of parts) {
    if (at.keep !== undefined) throw new ServerError(31249, `Path collision at ${path}`);
    let child = at.children.get(part);
    if (!child) at.children.set(part, (child = { children: new Map() }));
    at = child;
  }
  if (at.children.has(last) || at.keep !== undefined)
    throw new ServerError(31250, `Path collision at ${path}`);
  at.children.set(last, node);
}

function include(node: Node, value: unknown, root: Doc): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => include(node, item, root)).filter((item) => item !== undefined);
  const doc = isDoc(value) ? value : undefined;
  const computes = [...node.children.values()].some(hasComputed);
  if (!doc && !computes) return undefined;
  const result: Doc = {};
  for (const [name, item] of Object.entries(doc ?? {})) {
    const child = node.children.get(name);
    if (!child || (child.compute && !child.keep)) continue;
    const projected = child.compute
      ? child.compute(item, root)
      : child.keep
        ? item
        : child.keep === false
          ? undefined
          : include(child, item, root);
    if (projected !== undefined) setField(result, name, projected);
  }
  for (const [name, child] of node.children) {
    if (name in result) continue;
    const made =
      child.compute && !child.keep
        ? child.compute(undefined, root)
        : hasComputed(child) && !child.compute
          ? include(child, doc && getField(doc, name), root)
          : undefined;
    if (made !== undefined) setField(result, name, made);
  }
  return result;
}

function hasComputed(node: Node): boolean {
  return (node.compute !== undefined && !node.keep) || [...node.children.values()].some(hasComputed);
}

function exclude(node: Node, value: unknown, root: Doc): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => exclude(node, item, root));
  if (!isDoc(value)) return value;
  const result: Doc = {};
  for (const [name, item] of Object.entries(value)) {
    const child = node.children.get(name);
    const projected = !child
      ? item
      : child.compute
        ? child.compute(item, root)
        : child.keep === false
          ? undefined
          : child.keep
            ? item
            : exclude(child, item, root);
    if (projected !== undefined) setField(result, name, projected);
  }
  return result;
}

/** A projection with `field.$`: that field's array is cut to the element that the filter matched. */
export function compileFindProjection(spec: Doc, context: ProjectionContext): Projection {
  const positional = Object.keys(spec).find((path) => path.endsWith('.$'));
  if (positional === undefined) return compileProjection(spec, context);
  const path = positional.slice(0, -2);
  const plain = compileProjection(
    Object.fromEntries(
      Object.entries(spec).map(([name, value]) => [name === positional ? path : name, value]),
    ),
    context,
  );
  return (doc) => {
    const list = getField(doc, path);
    const index = matchedIndex(context.filter ?? {}, doc, path, context);
    if (Array.isArray(list) && index === undefined) {
      throw new ServerError(
        51246,
        `Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array`,
      );
    }
    return plain(Array.isArray(list) && index !== undefined ? { ...doc, [path]: [list[index]] } : doc);
  };
}
