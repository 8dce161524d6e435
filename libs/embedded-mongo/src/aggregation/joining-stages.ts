import { failedToParse, ServerError } from '../server-error';
import { type Doc, isDoc } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { fieldPathValue, splitPath } from '../values/paths';
import { compileExpression } from './compile-expression';
import { approximateSize, MemoryMeter } from './memory-limit';
import {
  batchesOf,
  type Batches,
  collect,
  compilePipeline,
  type PipelineContext,
  type Stage,
  stageOf,
} from './pipeline';
import { runOnCollection } from './run-pipeline';
import { newScope } from './scope';
import { replaceAt } from './unwind-stage';

function stringOption(name: string, spec: Doc, option: string): string {
  const value = spec[option];
  if (typeof value !== 'string') throw failedToParse(`${name} argument '${option}' must be a string`);
  return value;
}

async function* append(
  input: Batches,
  path: string[],
  find: (doc: Doc) => Promise<unknown>,
): AsyncGenerator<Doc[]> {
  for await (const batch of input) {
    const result: Doc[] = [];
    for (const doc of batch) result.push(replaceAt(doc, path, await find(doc)));
    yield result;
  }
}

/** Matches a foreign field as `$lookup` does: an array by its elements, missing as null. */
function equalityFilter(field: string, value: unknown): Doc {
  return { [field]: Array.isArray(value) ? { $in: value } : { $eq: value ?? null } };
}

/** `$lookup` by fields, by a pipeline, or by both. */
export function lookupStage(spec: unknown, context: PipelineContext): Stage {
  if (!isDoc(spec)) throw failedToParse('the $lookup specification must be an object');
  const from = spec['from'] === undefined ? undefined : stringOption('$lookup', spec, 'from');
  const as = splitPath(stringOption('$lookup', spec, 'as'));
  const local =
    spec['localField'] === undefined ? undefined : splitPath(stringOption('$lookup', spec, 'localField'));
  const foreign = local && stringOption('$lookup', spec, 'foreignField');
  const pipeline = Array.isArray(spec['pipeline']) ? (spec['pipeline'] as unknown[]) : [];
  if (!local && !Array.isArray(spec['pipeline'])) {
    throw failedToParse(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  const variables = Object.entries(isDoc(spec['let']) ? spec['let'] : {}).map(
    ([name, expression]) => [name, compileExpression(expression)] as const,
  );
  return (input) =>
    append(input, [...as], (doc) => {
      const scope = newScope(doc, context.variables);
      const bound = Object.fromEntries(variables.map(([name, evaluate]) => [name, evaluate(scope)]));
      const inner: PipelineContext = { ...context, variables: { ...context.variables, ...bound } };
      const match =
        local && foreign !== undefined
          ? [{ $match: equalityFilter(foreign, fieldPathValue(doc, local)) }]
          : [];
      return collect(runOnCollection(from, [...match, ...pipeline], inner));
    });
}

/** `$graphLookup`: breadth first, each document once. */
export function graphLookupStage(spec: unknown, context: PipelineContext): Stage {
  if (!isDoc(spec)) throw failedToParse('the $graphLookup stage specification must be an object');
  const from = stringOption('$graphLookup', spec, 'from');
  const as = splitPath(stringOption('$graphLookup', spec, 'as'));
  const source = splitPath(stringOption('$graphLookup', spec, 'connectFromField'));
  const target = stringOption('$graphLookup', spec, 'connectToField');
  const start = compileExpression(spec['startWith']);
  const depthField =
    spec['depthField'] === undefined ? undefined : stringOption('$graphLookup', spec, 'depthField');
  const maxDepth = typeof spec['maxDepth'] === 'number' ? spec['maxDepth'] : Infinity;
  const restrict = isDoc(spec['restrictSearchWithMatch'])
    ? [{ $match: spec['restrictSearchWithMatch'] }]
    : [];
  const search = async (doc: Doc): Promise<Doc[]> => {
    const found = new Map<string, Doc>();
    const memory = new MemoryMeter('$graphLookup');
    let frontier = asList(start(newScope(doc, context.variables)));
    for (let depth = 0; depth <= maxDepth && frontier.length > 0; depth++) {
      const step = await collect(
        runOnCollection(from, [{ $match: { [target]: { $in: frontier } } }, ...restrict], context),
      );
      const fresh = step.filter((item) => !found.has(identityOf(item['_id'])));
      for (const item of fresh) {
        memory.add(approximateSize(item));
        found.set(
          identityOf(item['_id']),
          depthField === undefined ? item : replaceAt(item, [depthField], depth),
        );
      }
      frontier = fresh.flatMap((item) => asList(fieldPathValue(item, source)));
    }
    return [...found.values()];
  };
  return (input) => append(input, [...as], search);
}

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];

/** `$unionWith`. */
export function unionStage(spec: unknown, context: PipelineContext): Stage {
  const from = typeof spec === 'string' ? spec : isDoc(spec) ? spec['coll'] : undefined;
  const pipeline = isDoc(spec) && Array.isArray(spec['pipeline']) ? (spec['pipeline'] as unknown[]) : [];
  if (typeof from !== 'string') throw failedToParse('$unionWith needs a collection');
  return async function* (input) {
    yield* input;
    yield* runOnCollection(from, pipeline, context);
  };
}

const notInFacet = new Set([
  '$facet',
  '$out',
  '$merge',
  '$geoNear',
  '$indexStats',
  '$collStats',
  '$changeStream',
]);

/** `$facet`: several pipelines over the same documents. */
export function facetStage(spec: unknown, context: PipelineContext): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0) {
    throw new ServerError(40169, 'the $facet specification must be a non-empty object');
  }
  const facets = Object.entries(spec).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      throw new ServerError(40170, `arguments to $facet must be arrays, ${name} is not`);
    for (const stage of pipeline as unknown[]) {
      const [stageName] = stageOf(stage);
      if (notInFacet.has(stageName)) {
        throw new ServerError(40600, `${stageName} is not allowed to be used within a $facet stage`);
      }
    }
    return [name, compilePipeline(pipeline as unknown[], context)] as const;
  });
  return async function* (input) {
    const memory = new MemoryMeter('$facet');
    const documents: Doc[] = [];
    for await (const batch of input) {
      for (const doc of batch) {
        memory.add(approximateSize(doc));
        documents.push(doc);
      }
    }
    const result: Doc = {};
    for (const [name, run] of facets) result[name] = await collect(run(batchesOf(documents)));
    yield [result];
  };
}
