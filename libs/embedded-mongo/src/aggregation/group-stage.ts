import { ServerError } from '../server-error';
import { type Doc, isDoc, setField } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { type Accumulator, accumulatorFactory, accumulatorOf, keepsValues } from './accumulators';
import { compileExpression } from './compile-expression';
import { approximateSize, MemoryMeter } from './memory-limit';
import type { Batches, PipelineContext, Stage } from './pipeline';
import { type Evaluate, newScope } from './scope';

interface Field {
  name: string;
  create: () => Accumulator;
  evaluate: Evaluate;
  grows: boolean;
}

interface Group {
  id: unknown;
  accumulators: Accumulator[];
}

/** Reads the accumulators of `$group` and `$bucket`. */
export function compileFields(spec: Doc): Field[] {
  return Object.entries(spec).map(([name, value]) => {
    if (name.includes('.')) throw new ServerError(40235, `The field name '${name}' cannot contain '.'`);
    const [operator, operand] = accumulatorOf(name, value);
    return {
      name,
      create: accumulatorFactory(operator),
      evaluate: compileExpression(operand),
      grows: keepsValues(operator),
    };
  });
}

/** `$group`. */
export function groupStage(spec: unknown, context: PipelineContext): Stage {
  if (!isDoc(spec)) throw new ServerError(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw new ServerError(15955, 'a group specification must include an _id');
  const { _id, ...rest } = spec;
  return (input) => group(input, compileExpression(_id), compileFields(rest), context);
}

/** Groups documents by a key; gives one document a group, in the order of their first documents. */
export async function* group(
  input: Batches,
  key: Evaluate,
  fields: Field[],
  { variables, view, fold }: PipelineContext,
): AsyncGenerator<Doc[]> {
  const groups = new Map<string, Group>();
  const memory = new MemoryMeter('$group');
  for await (const batch of input) {
    for (const doc of batch) {
      const scope = newScope(doc, variables);
      const id = key(scope) ?? null;
      const identity = identityOf(id, fold);
      let group = groups.get(identity);
      if (!group) {
        memory.add(identity.length + 100 * (fields.length + 1));
        groups.set(identity, (group = { id, accumulators: fields.map(({ create }) => create()) }));
      }
      for (const [at, { evaluate, grows }] of fields.entries()) {
        const value = evaluate(scope);
        if (grows) memory.add(approximateSize(value));
        group.accumulators[at]?.add(value);
      }
    }
    const pause = view.breather.pause();
    if (pause) await pause;
  }
  yield [...groups.values()].map(({ id, accumulators }) => {
    const result: Doc = { _id: id };
    fields.forEach(({ name }, at) => setField(result, name, accumulators[at]?.result()));
    return result;
  });
}
