import { type CoveredQuery, coveredQuery, documentsWith } from '../query/covered-query';
import { ServerError } from '../server-error';
import { resolveView } from '../storage/stored-view';
import { type Doc, isDoc, isNumeric, toNumber } from '../values/document';
import { pipelineFields } from './pipeline-fields';
import { type Batches, compilePipeline, type PipelineContext, stageOf } from './pipeline';

/** The part of a pipeline that a query on the collection does, and what is left. */
export interface SplitPipeline {
  filter: Doc;
  sort: Doc | undefined;
  limit: number;
  rest: unknown[];
}

/** Takes the leading `$match`, `$sort` and `$limit` out of a pipeline, for the planner to serve. */
export function splitPipeline(pipeline: unknown[]): SplitPipeline {
  const filters: Doc[] = [];
  let at = 0;
  for (; at < pipeline.length; at++) {
    const [name, spec] = stageOf(pipeline[at]);
    if (name !== '$match' || !isDoc(spec)) break;
    filters.push(spec);
  }
  const [only = {}] = filters;
  const filter = filters.length > 1 ? { $and: filters } : only;
  const [name, sort] = at < pipeline.length ? stageOf(pipeline[at]) : [];
  if (name !== '$sort' || !isDoc(sort) || Object.values(sort).some(isDoc)) {
    return { filter, sort: undefined, limit: 0, rest: pipeline.slice(at) };
  }
  const next = pipeline[at + 1];
  const limit = isDoc(next) && isNumeric(next['$limit']) ? toNumber(next['$limit']) : 0;
  const taken = Number.isInteger(limit) && limit > 0 ? 2 : 1;
  return { filter, sort, limit: taken === 2 ? limit : 0, rest: pipeline.slice(at + taken) };
}

/** Runs a pipeline on a collection or view of the context's database; without one, on no documents (`$documents`). */
export function runOnCollection(
  name: string | undefined,
  pipeline: unknown[],
  context: PipelineContext,
  hint?: unknown,
): Batches {
  if (isDoc(pipeline[0]) && '$documents' in pipeline[0]) return runOnDocuments(pipeline, context);
  const { catalog } = context.view;
  if (name !== undefined && catalog.findView(`${context.database}.${name}`)) {
    const below = resolveView(catalog, context.database, { name, pipeline });
    return runOnCollection(below.name, below.pipeline, context, hint);
  }
  const collection = name === undefined ? undefined : catalog.find(`${context.database}.${name}`);
  const { filter, sort, limit, rest } = splitPipeline(pipeline);
  const run = compilePipeline(rest, context);
  if (!collection) {
    // The filter is still to be refused when it is wrong.
    compilePipeline([{ $match: filter }], context);
    return run(nothing());
  }
  const query = { filter, limit, hint, context, ...(sort && { sort }) };
  const counted = isCount(rest) && !sort && coveredQuery(context.view, collection, query, new Set());
  if (counted) return countOf(counted, rest);
  return run(documentsWith(context.view, collection, query, pipelineFields(rest)));
}

/** Whether this is what drivers make of `countDocuments`: one group that adds one a document. */
function isCount(pipeline: unknown[]): boolean {
  const [stage, ...others] = pipeline;
  if (others.length > 0 || !isDoc(stage)) return false;
  const group = stage['$group'];
  if (!isDoc(group) || Object.keys(group).join() !== '_id,n') return false;
  return (
    isNumeric(group['_id']) &&
    isDoc(group['n']) &&
    Object.keys(group['n']).join() === '$sum' &&
    isOne(group['n']['$sum'])
  );
}

const isOne = (value: unknown): boolean => isNumeric(value) && toNumber(value) === 1;

async function* countOf(query: CoveredQuery, [group]: unknown[]): AsyncGenerator<Doc[]> {
  const n = await query.count();
  const id = isDoc(group) && isDoc(group['$group']) ? group['$group']['_id'] : null;
  yield n > 0 ? [{ _id: id, n }] : [];
}

async function* nothing(): AsyncGenerator<Doc[]> {
  yield await Promise.resolve([]);
}

function runOnDocuments(pipeline: unknown[], context: PipelineContext): Batches {
  const [first, ...rest] = pipeline;
  const documents = isDoc(first) ? first['$documents'] : undefined;
  if (!Array.isArray(documents) || !documents.every(isDoc)) {
    throw new ServerError(5858203, 'an array of documents is expected for $documents');
  }
  const run = compilePipeline(rest, context);
  return run(
    (async function* () {
      yield await Promise.resolve(documents);
    })(),
  );
}
