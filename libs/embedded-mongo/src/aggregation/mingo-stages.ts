import { Aggregator } from 'mingo';
import { badValue } from '../server-error';
import { type Doc, isDoc, isNumeric, setField, toNumber } from '../values/document';
import { approximateSize, MemoryMeter } from './memory-limit';
import type { PipelineContext, Stage } from './pipeline';

/** Rare stages that are left to mingo: they see numbers as JavaScript's. */
const names = new Set(['$bucketAuto', '$redact', '$densify', '$fill', '$setWindowFields']);

export const isMingoStage = (name: string): boolean => names.has(name);

/** A stage of mingo's, on documents in memory. */
export function mingoStage(name: string, spec: unknown, context: PipelineContext): Stage {
  return async function* (input) {
    const memory = new MemoryMeter(name);
    const documents: Doc[] = [];
    for await (const batch of input) {
      for (const doc of batch) {
        memory.add(approximateSize(doc));
        documents.push(plainNumbers(doc) as Doc);
      }
    }
    try {
      yield new Aggregator([{ [name]: plainNumbers(spec) }], {
        scriptEnabled: false,
        variables: { ...context.variables },
      }).run(documents);
    } catch (error) {
      throw badValue(error instanceof Error ? error.message : String(error));
    }
  };
}

function plainNumbers(value: unknown): unknown {
  if (isNumeric(value)) return toNumber(value);
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const [name, item] of Object.entries(value)) setField(copy, name, plainNumbers(item));
  return copy;
}
