import { Aggregator } from 'mingo';
import { badValue, ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc, isNumeric, setField, toNumber } from '../values/document';
import { approximateSize, MemoryMeter } from './memory-limit';
import type { PipelineContext, Stage } from './pipeline';

/** Rare stages that are left to mingo: they see numbers as JavaScript's. */
const names = new Set(['$bucketAuto', '$redact', '$densify', '$fill', '$setWindowFields']);

export const isMingoStage = (name: string): boolean => names.has(name);

/** A stage of mingo's, on documents in memory. */
export function mingoStage(name: string, spec: unknown, context: PipelineContext): Stage {
  refuseScripts(spec);
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
        // mingo's own windows are functions; those of clients are refused above.
        scriptEnabled: name === '$setWindowFields',
        variables: { ...context.variables },
      }).run(documents);
    } catch (error) {
      throw badValue(error instanceof Error ? error.message : String(error));
    }
  };
}

const scripts = new Set(['$function', '$accumulator', '$where']);

/** @throws ServerError CommandNotSupported for operators that would run a client's code */
function refuseScripts(spec: unknown): void {
  if (Array.isArray(spec)) spec.forEach(refuseScripts);
  if (!isDoc(spec)) return;
  for (const [name, value] of Object.entries(spec)) {
    if (scripts.has(name))
      throw new ServerError(ErrorCode.CommandNotSupported, `${name} is not supported by this server`);
    refuseScripts(value);
  }
}

function plainNumbers(value: unknown): unknown {
  if (isNumeric(value)) return toNumber(value);
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const [name, item] of Object.entries(value)) setField(copy, name, plainNumbers(item));
  return copy;
}
