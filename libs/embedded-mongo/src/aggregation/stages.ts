import { compileFilter } from '../query/compile-filter';
import { parseSort, sortKey, Sorter } from '../query/sort';
import { ServerError } from '../server-error';
import { type Doc, isDoc, isNumeric, toNumber } from '../values/document';
import { bucketStage, sortByCountStage } from './bucket-stages';
import { facetStage, graphLookupStage, lookupStage, unionStage } from './joining-stages';
import { groupStage } from './group-stage';
import { approximateSize } from './memory-limit';
import { isMingoStage, mingoStage } from './mingo-stages';
import { type Batches, mapBatches, type PipelineContext, type Stage } from './pipeline';
import { unwindStage } from './unwind-stage';

/** Makes a stage of its specification. */
export type StageCompiler = (spec: unknown, context: PipelineContext) => Stage;

const stages: Record<string, StageCompiler> = {
  $match: matchStage,
  $sort: sortStage,
  $limit: (spec) => limitStage(positive('$limit', spec, 15957)),
  $skip: (spec) => skipStage(nonNegative('$skip', spec)),
  $count: countStage,
  $group: groupStage,
  $unwind: unwindStage,
  $lookup: lookupStage,
  $graphLookup: graphLookupStage,
  $unionWith: unionStage,
  $facet: facetStage,
  $bucket: bucketStage,
  $sortByCount: sortByCountStage,
  $sample: sampleStage,
};

/** @throws ServerError 40324 for a stage that is not known */
export function stageCompiler(name: string): StageCompiler {
  const own = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (own) return own;
  if (isMingoStage(name)) return (spec, context) => mingoStage(name, spec, context);
  throw new ServerError(40324, `Unrecognized pipeline stage name: '${name}'`);
}

function matchStage(spec: unknown, context: PipelineContext): Stage {
  if (!isDoc(spec)) throw new ServerError(15959, 'the match filter must be an expression in an object');
  const { matches } = compileFilter(spec, context);
  return (input) => mapBatches(input, (batch) => batch.filter(matches), context.view);
}

function sortStage(spec: unknown, context: PipelineContext): Stage {
  if (!isDoc(spec)) throw new ServerError(15973, 'the $sort key specification must be an object');
  const fields = parseSort(spec);
  if (fields.length === 0) throw new ServerError(15976, '$sort stage must have at least one sort key');
  return async function* (input) {
    const sorter = new Sorter<Doc>();
    for await (const batch of input) {
      for (const doc of batch) sorter.add(sortKey(doc, fields, context.fold), doc, approximateSize(doc));
    }
    yield sorter.result();
  };
}

function positive(name: string, spec: unknown, code: number): number {
  const value = toNumber(spec);
  if (!isNumeric(spec) || !Number.isInteger(value))
    throw new ServerError(code, `the ${name} must be specified as a number`);
  if (value <= 0) throw new ServerError(15958, 'the limit must be positive');
  return value;
}

function nonNegative(name: string, spec: unknown): number {
  const value = toNumber(spec);
  if (!isNumeric(spec) || !(value >= 0))
    throw new ServerError(5107200, `invalid argument to ${name} stage: Expected a non-negative number`);
  return value;
}

function limitStage(limit: number): Stage {
  return async function* (input) {
    let left = limit;
    for await (const batch of input) {
      yield batch.slice(0, left);
      left -= batch.length;
      if (left <= 0) return;
    }
  };
}

function skipStage(skip: number): Stage {
  return async function* (input) {
    let left = skip;
    for await (const batch of input) {
      if (left < batch.length) yield batch.slice(left);
      left = Math.max(0, left - batch.length);
    }
  };
}

function countStage(spec: unknown): Stage {
  if (typeof spec !== 'string' || spec === '')
    throw new ServerError(40156, 'the count field must be a non-empty string');
  if (spec.startsWith('$')) throw new ServerError(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('.')) throw new ServerError(40160, "the count field cannot contain '.'");
  return async function* (input) {
    let count = 0;
    for await (const batch of input) count += batch.length;
    if (count > 0) yield [{ [spec]: count }];
  };
}

function sampleStage(spec: unknown): Stage {
  const size = isDoc(spec) ? toNumber(spec['size']) : NaN;
  if (!(size > 0)) throw new ServerError(28747, 'size argument to $sample must be a positive integer');
  return (input) => sample(input, size);
}

/** Reservoir sampling: every document is taken with the same chance, and no more are held than asked for. */
async function* sample(input: Batches, size: number): AsyncGenerator<Doc[]> {
  const kept: Doc[] = [];
  let seen = 0;
  for await (const batch of input) {
    for (const doc of batch) {
      seen++;
      if (kept.length < size) kept.push(doc);
      else {
        const at = Math.floor(Math.random() * seen);
        if (at < size) kept[at] = doc;
      }
    }
  }
  yield kept;
}
