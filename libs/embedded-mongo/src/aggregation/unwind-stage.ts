import { ServerError } from '../server-error';
import { LONG, makeInteger } from '../values/arithmetic';
import { type Doc, getField, isDoc, isTruthy, setField } from '../values/document';
import { fieldPathValue } from '../values/paths';
import { mapBatches, type PipelineContext, type Stage } from './pipeline';

/** `$unwind`, as a path or with its options. */
export function unwindStage(spec: unknown, context: PipelineContext): Stage {
  const options = isDoc(spec) ? spec : { path: spec };
  const path = options['path'];
  if (typeof path !== 'string')
    throw new ServerError(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw new ServerError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = path.slice(1).split('.');
  const keep = isTruthy(options['preserveNullAndEmptyArrays']);
  const index = options['includeArrayIndex'];
  const withIndex = (doc: Doc, at: number | null): Doc =>
    typeof index === 'string'
      ? replaceAt(doc, index.split('.'), at === null ? null : makeInteger(BigInt(at), LONG))
      : doc;
  const unwind = (doc: Doc): Doc[] => {
    const value = fieldPathValue(doc, parts);
    if (!Array.isArray(value)) {
      return (value !== undefined && value !== null) || keep ? [withIndex(doc, null)] : [];
    }
    if (value.length === 0) return keep ? [withIndex(replaceAt(doc, parts, undefined), null)] : [];
    return (value as unknown[]).map((item, at) => withIndex(replaceAt(doc, parts, item), at));
  };
  return (input) => mapBatches(input, (batch) => batch.flatMap(unwind), context.view);
}

/** A copy with another value at a path; undefined takes it away. */
export function replaceAt(doc: Doc, parts: readonly string[], value: unknown): Doc {
  const [name = '', ...rest] = parts;
  const result = { ...doc };
  const inner = getField(doc, name);
  const made = rest.length === 0 ? value : replaceAt(isDoc(inner) ? inner : {}, rest, value);
  if (made === undefined) Reflect.deleteProperty(result, name);
  else setField(result, name, made);
  return result;
}
