import type { Batches, PipelineContext } from '../aggregation/pipeline';
import type { ReadView } from '../storage/view';
import { serializeDocument } from '../values/serialize-document';
import { type CommandContext, filterContext } from './command';

/** What a command's pipeline runs in. */
export function pipelineContext(context: CommandContext, view: ReadView): PipelineContext {
  return { ...filterContext(context), view, database: context.database };
}

/** A pipeline's documents as they are sent. */
export async function* bytesOf(batches: Batches): AsyncGenerator<Buffer[]> {
  for await (const batch of batches) yield batch.map(serializeDocument);
}
