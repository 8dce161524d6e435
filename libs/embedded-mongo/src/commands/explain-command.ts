import { splitPipeline } from '../aggregation/run-pipeline';
import { pipelineFields } from '../aggregation/pipeline-fields';
import { type CoveredQuery, coveredQuery } from '../query/covered-query';
import { type DocumentQuery, findDocuments, type RunningQuery } from '../query/find-documents';
import { ErrorCode, failedToParse, ServerError } from '../server-error';
import type { Collection } from '../storage/catalog';
import type { ReadView } from '../storage/view';
import { type Doc, isDoc } from '../values/document';
import { splitPath } from '../values/paths';
import {
  checkedNamespace,
  type Command,
  type CommandContext,
  docField,
  filterContext,
  readView,
} from './command';
import { queryOf } from './find-command';
import { readOfView } from './view-reads';

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

const pipelineOf = ({ pipeline }: Doc): unknown[] => (Array.isArray(pipeline) ? (pipeline as unknown[]) : []);

function aggregateQuery(body: Doc, common: Pick<DocumentQuery, 'hint' | 'context'>): DocumentQuery {
  const { filter, sort, limit } = splitPipeline(pipelineOf(body));
  return { ...common, filter, limit, ...(sort && { sort }) };
}

/** The top-level fields that a command to be explained needs; undefined for whole documents. */
function explainedValues({ name, body }: CommandContext): ReadonlySet<string> | undefined {
  switch (name) {
    case 'count':
      return new Set();
    case 'distinct':
      return new Set(typeof body['key'] === 'string' ? [splitPath(body['key'])[0] ?? ''] : []);
    case 'aggregate':
      return pipelineFields(splitPipeline(pipelineOf(body)).rest);
    default:
      return undefined;
  }
}

/** A read of a view as the aggregation that it comes to. */
function belowView(context: CommandContext): CommandContext {
  const name = context.body[context.name];
  if (typeof name !== 'string') return context;
  const namespace = checkedNamespace(context.database, name);
  const ofView = readOfView(context, readView(context, namespace), namespace);
  if (!ofView) return context;
  const body = { ...context.body, aggregate: ofView.name, pipeline: ofView.pipeline };
  return { ...context, name: 'aggregate', body };
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
  const { stage, run } = explained(context.name, view, collection, query, explainedValues(context));
  const result: Doc = {
    explainVersion: '1',
    queryPlanner: { namespace, parsedQuery: query.filter, winningPlan: stage, rejectedPlans: [] },
  };
  if (!collection || verbosity === 'queryPlanner') return result;
  const since = performance.now();
  return { ...result, executionStats: executionOf(stage, { ...(await run()), since }) };
}

/** A plan, and how to find out what it costs. */
interface Explained {
  stage: Doc;
  run: () => Promise<{ returned: number; keys: number; documents: number }>;
}

function explained(
  command: string,
  view: ReadView,
  collection: Collection | undefined,
  query: DocumentQuery,
  values: ReadonlySet<string> | undefined,
): Explained {
  if (!collection) {
    return { stage: { stage: 'EOF' }, run: () => Promise.resolve({ returned: 0, keys: 0, documents: 0 }) };
  }
  const covered = values && coveredQuery(view, collection, query, values);
  if (covered) return coveredExplained(command, covered);
  return foundExplained(findDocuments(view, collection, query), query.sort);
}

function foundExplained({ plan, scan, batches }: RunningQuery, sort: Doc | undefined): Explained {
  return {
    stage: plan.sorted || !sort ? plan.stage : { stage: 'SORT', sortPattern: sort, inputStage: plan.stage },
    run: async () => {
      let returned = 0;
      for await (const batch of batches) returned += batch.length;
      return { returned, keys: scan.keysExamined, documents: scan.docsExamined };
    },
  };
}

function coveredExplained(command: string, covered: CoveredQuery): Explained {
  const counts = command === 'count';
  return {
    stage: { stage: counts ? 'COUNT' : 'PROJECTION_COVERED', inputStage: covered.stage },
    run: async () => {
      let returned = 0;
      if (counts) returned = await covered.count();
      else for await (const batch of covered.documents()) returned += batch.length;
      return { returned, keys: covered.keysExamined, documents: covered.docsExamined };
    },
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
export async function explainAggregate(given: CommandContext): Promise<Doc> {
  const context = belowView(given);
  const cursor = await explainQuery(context, 'queryPlanner');
  const { rest } = splitPipeline(pipelineOf(context.body));
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
    const explainedName = name === 'findandmodify' ? 'findAndModify' : name;
    const answer = await explainQuery(
      belowView({ ...context, name: explainedName, body: inner }),
      typeof verbosity === 'string' ? verbosity : 'allPlansExecution',
    );
    return { ...answer, command: inner, serverInfo: { host: context.state.address }, ok: 1 };
  },
};
