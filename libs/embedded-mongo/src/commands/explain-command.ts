import { splitPipeline } from '../aggregation/run-pipeline';
import { coveredCount } from '../planner/covered-count';
import { findDocuments, type DocumentQuery } from '../query/find-documents';
import { ErrorCode, failedToParse, ServerError } from '../server-error';
import { type Doc, isDoc } from '../values/document';
import {
  checkedNamespace,
  type Command,
  type CommandContext,
  docField,
  filterContext,
  readView,
} from './command';
import { queryOf } from './find-command';

/** The query that a command to be explained makes. */
function explainedQuery(context: CommandContext): DocumentQuery {
  const { name, body } = context;
  const common = { hint: body['hint'], context: filterContext(context) };
  switch (name) {
    case 'find':
      return queryOf(context);
    case 'count':
    case 'distinct':
      return { ...common, filter: docField(body, 'query') };
    case 'aggregate':
      return aggregateQuery(body, common);
    case 'findAndModify':
      return { ...common, filter: docField(body, 'query'), limit: 1, sort: docField(body, 'sort') };
    case 'update':
    case 'delete': {
      const list = body[name === 'update' ? 'updates' : 'deletes'];
      const [statement] = Array.isArray(list) ? (list as Doc[]) : [];
      if (!statement) throw failedToParse('explained write batches must be of size 1');
      const one = name === 'update' ? statement['multi'] !== true : statement['limit'] === 1;
      return { ...common, filter: docField(statement, 'q'), hint: statement['hint'], limit: one ? 1 : 0 };
    }
    default:
      throw new ServerError(ErrorCode.CommandNotFound, `Explain failed due to unknown command: ${name}`);
  }
}

function aggregateQuery(body: Doc, common: Pick<DocumentQuery, 'hint' | 'context'>): DocumentQuery {
  const pipeline = Array.isArray(body['pipeline']) ? (body['pipeline'] as unknown[]) : [];
  const { filter, sort, limit } = splitPipeline(pipeline);
  return { ...common, filter, limit, ...(sort && { sort }) };
}

async function explainQuery(context: CommandContext, verbosity: string): Promise<Doc> {
  const collectionName = context.body[context.name];
  const namespace = checkedNamespace(
    context.database,
    typeof collectionName === 'string' ? collectionName : 'cmd.aggregate',
  );
  const view = readView(context, namespace);
  const collection = view.catalog.find(namespace);
  const query = explainedQuery(context);
  const planner = (stage: Doc): Doc => ({
    namespace,
    parsedQuery: query.filter,
    winningPlan: stage,
    rejectedPlans: [],
  });
  if (!collection) return { explainVersion: '1', queryPlanner: planner({ stage: 'EOF' }) };
  const started = performance.now();
  const counter = context.name === 'count' && coveredCount(collection, query.filter, query.context);
  if (counter) {
    const { index } = counter.source;
    const scan = { stage: 'COUNT_SCAN', keyPattern: index.spec['key'], indexName: index.name };
    const stage = { stage: 'COUNT', inputStage: scan };
    const result: Doc = { explainVersion: '1', queryPlanner: planner(stage) };
    if (verbosity === 'queryPlanner') return result;
    const keys = await counter.count(view.connection, view.breather);
    return {
      ...result,
      executionStats: executionOf(stage, { returned: 0, keys, documents: 0, since: started }),
    };
  }
  const { plan, scan, batches } = findDocuments(view, collection, query);
  const stage =
    plan.sorted || !query.sort
      ? plan.stage
      : { stage: 'SORT', sortPattern: query.sort, inputStage: plan.stage };
  const result: Doc = { explainVersion: '1', queryPlanner: planner(stage) };
  if (verbosity === 'queryPlanner') return result;
  let returned = 0;
  for await (const batch of batches) returned += batch.length;
  const keys = JSON.stringify(plan.stage).includes('IXSCAN') ? scan.examined : 0;
  return {
    ...result,
    executionStats: executionOf(stage, { returned, keys, documents: scan.examined, since: started }),
  };
}

function executionOf(
  stage: Doc,
  { returned, keys, documents, since }: { returned: number; keys: number; documents: number; since: number },
): Doc {
  return {
    executionSuccess: true,
    nReturned: returned,
    executionTimeMillis: Math.round(performance.now() - since),
    totalKeysExamined: keys,
    totalDocsExamined: documents,
    executionStages: stage,
  };
}

/** `aggregate` with `explain: true`. */
export async function explainAggregate(context: CommandContext, pipeline: unknown[]): Promise<Doc> {
  const cursor = await explainQuery(context, 'queryPlanner');
  const { rest } = splitPipeline(pipeline);
  return rest.length === 0
    ? { ...cursor, ok: 1 }
    : { explainVersion: '1', stages: [{ $cursor: cursor }, ...rest], ok: 1 };
}

export const explainCommand: Command = {
  fields: ['verbosity'],
  run: async (context) => {
    const inner = context.body['explain'];
    if (!isDoc(inner)) throw failedToParse("BSON field 'explain' must be an object");
    const [name = ''] = Object.keys(inner);
    const verbosity = context.body['verbosity'];
    const explained = await explainQuery(
      { ...context, name: name === 'findandmodify' ? 'findAndModify' : name, body: inner },
      typeof verbosity === 'string' ? verbosity : 'allPlansExecution',
    );
    return { ...explained, command: inner, serverInfo: { host: context.state.address }, ok: 1 };
  },
};
