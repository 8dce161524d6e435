import type { FilterContext } from '../query/compile-filter';
import { ServerError } from '../server-error';
import type { ReadView } from '../storage/view';
import { type Doc, isDoc } from '../values/document';
import { compileDocumentStage } from './document-stages';
import type { Variables } from './scope';
import { stageCompiler } from './stages';

/** Documents on their way through a pipeline. */
export type Batches = AsyncIterable<Doc[]>;

/** One stage of a pipeline. */
export type Stage = (input: Batches) => Batches;

/** What a pipeline runs in. */
export interface PipelineContext extends FilterContext {
  view: ReadView;
  database: string;
  variables: Variables;
}

const MAX_STAGES = 1000;

/** The name and specification of a stage. @throws ServerError 40323 when it is not exactly one */
export function stageOf(stage: unknown): [string, unknown] {
  const entries = isDoc(stage) ? Object.entries(stage) : [];
  const [entry] = entries;
  if (!entry || entries.length > 1) {
    throw new ServerError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  return entry;
}

/** Makes a pipeline ready to run. @throws ServerError for what the server would refuse when it parses it */
export function compilePipeline(pipeline: unknown[], context: PipelineContext): Stage {
  if (pipeline.length > MAX_STAGES)
    throw new ServerError(7749501, `Pipeline length must be no longer than ${MAX_STAGES} stages`);
  const stages = pipeline.map((stage) => compileStage(stage, context));
  return (input) => stages.reduce((batches, stage) => stage(batches), input);
}

function compileStage(stage: unknown, context: PipelineContext): Stage {
  const [name, spec] = stageOf(stage);
  const each = compileDocumentStage(name, spec, context.variables);
  if (each) return (input) => mapBatches(input, (batch) => batch.map(each), context.view);
  return stageCompiler(name)(spec, context);
}

/** Applies a function to every batch, pausing where the view says so. */
export async function* mapBatches(
  input: Batches,
  apply: (batch: Doc[]) => Doc[],
  view: ReadView,
): AsyncGenerator<Doc[]> {
  for await (const batch of input) {
    const result = apply(batch);
    if (result.length > 0) yield result;
    const pause = view.breather.pause();
    if (pause) await pause;
  }
}

/** All documents of a pipeline at once. */
export async function collect(batches: Batches): Promise<Doc[]> {
  const documents: Doc[] = [];
  for await (const batch of batches) for (const doc of batch) documents.push(doc);
  return documents;
}

/** A pipeline's input made of documents at hand. */
export async function* batchesOf(...batches: Doc[][]): AsyncGenerator<Doc[]> {
  for (const batch of batches) yield await Promise.resolve(batch);
}
