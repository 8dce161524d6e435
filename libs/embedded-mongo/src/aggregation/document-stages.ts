import { compileProjection } from '../query/projection';
import { ServerError } from '../server-error';
import { type Doc, getField, isDoc, setField } from '../values/document';
import { compileExpression } from './compile-expression';
import { type Evaluate, newScope, type Variables } from './scope';

/** A stage that makes one document of one document. */
export type DocumentStage = (doc: Doc) => Doc;

interface FieldNode {
  children: Map<string, FieldNode>;
  evaluate?: Evaluate;
}

/** `$addFields`, `$set`, `$unset`, `$project`, `$replaceRoot`, `$replaceWith`; undefined for all other stages. */
export function compileDocumentStage(
  name: string,
  spec: unknown,
  variables: Variables,
): DocumentStage | undefined {
  switch (name) {
    case '$addFields':
    case '$set':
      return addFields(name, spec, variables);
    case '$unset':
      return unset(spec);
    case '$project': {
      if (!isDoc(spec)) throw new ServerError(15969, '$project specification must be an object');
      if (Object.keys(spec).length === 0)
        throw new ServerError(51272, 'projection specification must have at least one field');
      return compileProjection(spec, { variables, stage: true });
    }
    case '$replaceRoot':
      if (!isDoc(spec))
        throw new ServerError(40229, 'expected an object as specification for $replaceRoot stage');
      return replaceRoot(name, spec['newRoot'], variables);
    case '$replaceWith':
      return replaceRoot(name, spec, variables);
    default:
      return undefined;
  }
}

function addFields(name: string, spec: unknown, variables: Variables): DocumentStage {
  if (!isDoc(spec)) throw new ServerError(40272, `${name} specification stage must be an object`);
  const root: FieldNode = { children: new Map() };
  for (const [path, value] of Object.entries(spec)) plant(root, path.split('.'), value);
  return (doc) => merge(root, doc, newScope(doc, variables)) as Doc;
}

function plant(root: FieldNode, parts: string[], value: unknown): void {
  let node = root;
  for (const part of parts) {
    let child = node.children.get(part);
    if (!child) node.children.set(part, (child = { children: new Map() }));
    node = child;
  }
  const nested = isDoc(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$');
  if (!nested) node.evaluate = compileExpression(value);
  else for (const [name, item] of Object.entries(value)) plant(node, [name], item);
}

function merge(node: FieldNode, value: unknown, scope: Parameters<Evaluate>[0]): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => merge(node, item, scope));
  const result: Doc = isDoc(value) ? { ...value } : {};
  for (const [name, child] of node.children) {
    const made = child.evaluate
      ? child.evaluate(scope)
      : merge(child, isDoc(value) ? getField(value, name) : undefined, scope);
    if (made === undefined) Reflect.deleteProperty(result, name);
    else setField(result, name, made);
  }
  return result;
}

function unset(spec: unknown): DocumentStage {
  const paths = Array.isArray(spec) ? (spec as unknown[]) : [spec];
  if (paths.length === 0 || paths.some((path) => typeof path !== 'string')) {
    throw new ServerError(31002, '$unset specification must be a string or an array of strings');
  }
  return compileProjection(Object.fromEntries(paths.map((path) => [String(path), false])), { stage: true });
}

function replaceRoot(name: string, expression: unknown, variables: Variables): DocumentStage {
  const evaluate = compileExpression(expression);
  return (doc) => {
    const root = evaluate(newScope(doc, variables));
    if (!isDoc(root))
      throw new ServerError(40228, `'newRoot' expression of ${name} must evaluate to an object`);
    return root;
  };
}
