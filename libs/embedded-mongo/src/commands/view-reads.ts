import { runOnCollection } from '../aggregation/run-pipeline';
import { resolveView } from '../storage/stored-view';
import type { ReadView } from '../storage/view';
import type { Doc } from '../values/document';
import { type CommandContext, countField, docField, numberField, readView } from './command';
import { pipelineContext } from './pipeline-context';

const READS = new Set(['find', 'count', 'distinct', 'aggregate']);

/**
 * The pipeline that a read of a view comes to, on the collection below it; undefined for a read of a
 * collection, and for all commands but find, count, distinct and aggregate.
 */
export function readOfView(
  context: CommandContext,
  view: ReadView,
  namespace: string,
): { name: string; pipeline: unknown[] } | undefined {
  const found = READS.has(context.name) ? view.catalog.findView(namespace) : undefined;
  if (!found) return undefined;
  const resolved = resolveView(view.catalog, context.database, {
    name: found.name,
    pipeline: stagesOf(context),
  });
  // A transaction has to know what it has read.
  readView(context, `${context.database}.${resolved.name}`);
  return resolved;
}

/** The documents that a read of a view gives. */
export function batchesOfView(
  context: CommandContext,
  view: ReadView,
  { name, pipeline }: { name: string; pipeline: unknown[] },
): ReturnType<typeof runOnCollection> {
  return runOnCollection(name, pipeline, pipelineContext(context, view), context.body['hint']);
}

function stagesOf({ name, body }: CommandContext): unknown[] {
  if (name === 'aggregate') return Array.isArray(body['pipeline']) ? (body['pipeline'] as unknown[]) : [];
  const filter = docField(body, name === 'find' ? 'filter' : 'query');
  const [sort, projection] = [docField(body, 'sort'), docField(body, 'projection')];
  const [skip, limit] = [countField(body, 'skip'), Math.abs(numberField(body, 'limit'))];
  const isGiven = (doc: Doc): boolean => Object.keys(doc).length > 0;
  return [
    ...(isGiven(filter) ? [{ $match: filter }] : []),
    ...(isGiven(sort) ? [{ $sort: sort }] : []),
    ...(skip > 0 ? [{ $skip: skip }] : []),
    ...(limit > 0 ? [{ $limit: limit }] : []),
    ...(isGiven(projection) ? [{ $project: projection }] : []),
    ...(name === 'count' ? [{ $count: 'n' }] : []),
  ];
}
