import { compileFilter } from '../query/compile-filter';
import { type Doc, isDoc, isNumeric } from '../values/document';
import { fieldsUsed } from './compile-expression';
import { stageOf } from './pipeline';

/**
 * The top-level fields that a pipeline reads of its input, so that all others need not be parsed; undefined
 * when it passes documents on whole.
 */
export function pipelineFields(pipeline: unknown[]): Set<string> | undefined {
  const fields = new Set<string>();
  for (const stage of pipeline) {
    const [name, spec] = stageOf(stage);
    const used = stageFields(name, spec);
    if (!used) return undefined;
    used.forEach((field) => fields.add(field));
    if (closing.has(name) && !(name === '$project' && !includes(spec))) return fields;
  }
  return undefined;
}

/** Stages behind which nothing of the input is left but what they took. */
const closing = new Set(['$group', '$count', '$sortByCount', '$project']);

function includes(spec: unknown): boolean {
  return (
    isDoc(spec) &&
    Object.entries(spec).some(([name, value]) => name !== '_id' && value !== 0 && value !== false)
  );
}

function stageFields(name: string, spec: unknown): Set<string> | undefined {
  switch (name) {
    case '$match':
      return isDoc(spec) ? compileFilter(spec).fields : undefined;
    case '$group':
    case '$sortByCount':
      return fieldsUsed(spec);
    case '$count':
      return new Set();
    case '$project':
      return isDoc(spec) ? projectedFields(spec) : undefined;
    default:
      return undefined;
  }
}

function projectedFields(spec: Doc): Set<string> | undefined {
  if (!includes(spec)) return undefined;
  const fields = new Set(['_id']);
  for (const [path, value] of Object.entries(spec)) {
    fields.add(path.split('.')[0] ?? '');
    if (isNumeric(value) || typeof value === 'boolean') continue;
    const used = fieldsUsed(value);
    if (!used) return undefined;
    used.forEach((field) => fields.add(field));
  }
  return fields;
}
