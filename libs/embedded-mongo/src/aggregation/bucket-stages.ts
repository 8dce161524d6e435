import { ServerError } from '../server-error';
import { compareValues } from '../values/compare';
import { isDoc } from '../values/document';
import { compileExpression } from './compile-expression';
import { compileFields, group } from './group-stage';
import type { PipelineContext, Stage } from './pipeline';
import { type newScope } from './scope';

/** `$sortByCount`. */
export function sortByCountStage(spec: unknown, context: PipelineContext): Stage {
  const key = compileExpression(spec);
  const fields = compileFields({ count: { $sum: 1 } });
  return async function* (input) {
    for await (const batch of group(input, key, fields, context)) {
      yield [...batch].sort((left, right) => compareValues(right['count'], left['count']));
    }
  };
}

/** `$bucket`. */
export function bucketStage(spec: unknown, context: PipelineContext): Stage {
  if (!isDoc(spec) || !('groupBy' in spec) || !Array.isArray(spec['boundaries'])) {
    throw new ServerError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  const boundaries = spec['boundaries'] as unknown[];
  if (boundaries.length < 2)
    throw new ServerError(40192, "The $bucket 'boundaries' field must have at least 2 values");
  const value = compileExpression(spec['groupBy']);
  const fields = compileFields(isDoc(spec['output']) ? spec['output'] : { count: { $sum: 1 } });
  const fallback = spec['default'];
  const key = (scope: ReturnType<typeof newScope>): unknown => {
    const found = value(scope);
    const above = boundaries.findIndex((boundary) => compareValues(found, boundary) < 0);
    if (above > 0) return boundaries[above - 1];
    if (fallback === undefined) {
      throw new ServerError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    }
    return fallback;
  };
  return async function* (input) {
    for await (const batch of group(input, key, fields, context)) {
      yield [...batch].sort((left, right) => compareValues(left['_id'], right['_id']));
    }
  };
}
