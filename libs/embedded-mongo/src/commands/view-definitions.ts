import { compilePipeline, stageOf } from '../aggregation/pipeline';
import { badValue, ErrorCode, ServerError, typeMismatch } from '../server-error';
import { createView, dropView, saveView, type StoredView, viewOptions } from '../storage/stored-view';
import type { WriteView } from '../storage/view';
import type { Doc } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { type CommandContext } from './command';
import { pipelineContext } from './pipeline-context';

const FORBIDDEN_STAGES = new Set(['$out', '$merge', '$changeStream']);

/** What `create` and `collMod` say of a view. @throws ServerError for what cannot be a view */
function definitionOf(
  context: CommandContext,
  view: WriteView,
  namespace: string,
): Pick<StoredView, 'on' | 'pipeline'> {
  const { viewOn, pipeline = [] } = context.body;
  if (typeof viewOn !== 'string')
    throw typeMismatch("BSON field 'viewOn' is the wrong type, expected type 'string'");
  if (viewOn === '') throw badValue("'viewOn' cannot be empty");
  if (!Array.isArray(pipeline))
    throw typeMismatch("BSON field 'pipeline' is the wrong type, expected type 'array'");
  for (const stage of pipeline as unknown[]) {
    const [name] = stageOf(stage);
    if (FORBIDDEN_STAGES.has(name)) {
      throw new ServerError(
        ErrorCode.OptionNotSupportedOnView,
        `The aggregation stage ${name} of the pipeline cannot be used in the view definition of ${namespace}`,
      );
    }
  }
  compilePipeline(pipeline, pipelineContext(context, view));
  checkCycle(view, context.database, namespace, viewOn);
  return { on: viewOn, pipeline };
}

function checkCycle(view: WriteView, database: string, namespace: string, viewOn: string): void {
  const seen = new Set<string>();
  for (let below: string | undefined = viewOn; below !== undefined && !seen.has(below);) {
    if (`${database}.${below}` === namespace)
      throw new ServerError(
        ErrorCode.GraphContainsCycle,
        `View cycle detected: ${namespace} is built on itself`,
      );
    seen.add(below);
    below = view.catalog.findView(`${database}.${below}`)?.on;
  }
}

/** `create` of a view. @throws ServerError NamespaceExists unless it is there already just like that */
export function makeView(context: CommandContext, view: WriteView, namespace: string): void {
  const definition = definitionOf(context, view, namespace);
  const existing = view.catalog.findView(namespace);
  if (existing && identityOf(viewOptions(existing)) === identityOf(viewOptions(definition))) return;
  if (existing ?? view.catalog.find(namespace))
    throw new ServerError(ErrorCode.NamespaceExists, `Collection ${namespace} already exists.`);
  const { database } = context;
  const name = namespace.slice(database.length + 1);
  view.catalog.putView(createView(view.connection, { namespace, database, name, ...definition }));
  recordView(view, { database, name, namespace }, 'create', viewOptions(definition));
}

/** `collMod` of a view: another definition in the place of its own. */
export function changeView(context: CommandContext, view: WriteView, existing: StoredView): void {
  if (context.body['viewOn'] === undefined || context.body['pipeline'] === undefined) {
    throw new ServerError(
      ErrorCode.InvalidOptions,
      "Must specify both 'viewOn' and 'pipeline' when modifying a view",
    );
  }
  const definition = definitionOf(context, view, existing.namespace);
  saveView(view.connection, view.catalog.putView({ ...existing, ...definition }));
  recordView(view, existing, 'modify', viewOptions(definition));
}

/** Takes a view away. */
export function removeView(view: WriteView, existing: StoredView): void {
  dropView(view.connection, existing);
  view.catalog.delete(existing.namespace);
}

function recordView(
  view: WriteView,
  { namespace, database, name }: Pick<StoredView, 'namespace' | 'database' | 'name'>,
  operationType: 'create' | 'modify',
  operationDescription: Doc,
): void {
  if (!view.isWatched(namespace)) return;
  view.record({
    operationType,
    ns: { db: database, coll: name },
    fields: {},
    expanded: { operationDescription },
  });
}
