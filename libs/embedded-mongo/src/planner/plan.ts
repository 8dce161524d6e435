import type { Collection } from '../storage/catalog';
import type { IndexRanges } from '../storage/entry-pages';
import { FetchingScan } from '../storage/fetching-scan';
import { type EntrySource, KeyScan } from '../storage/key-scan';
import { MergedKeyScan } from '../storage/merged-key-scan';
import { IndexScan, type Scan, TableScan } from '../storage/scan';
import type { Doc } from '../values/document';
import type { IndexFit } from './index-fit';
import type { KeyConditions } from './key-conditions';
import { KeyJudge, NO_MATCH } from './key-judge';

/** The way to the documents. */
export interface Plan {
  /** The documents come in the order asked for. */
  sorted: boolean;
  start(): Scan;
  /** The plan's stage, as `explain` shows it. */
  stage: Doc;
  /** The index that is read, where it is one. */
  index?: IndexFit['index'];
  /** How to answer from keys alone; only for a query that says which values it needs. */
  covered?: CoveredPlan;
}

/** The entries of an index that hold all that a query needs, one for each document. */
export interface CoveredPlan {
  source: IndexRanges;
  entries(): EntrySource;
  /** What is still to be asked of each key; undefined when the ranges hold exactly what matches. */
  filter: Doc | undefined;
  /** The stage that reads the index. */
  stage: Doc;
}

/** An index that can serve a query, and what of the filter its keys can judge. */
export interface Candidate {
  fit: IndexFit;
  conditions: KeyConditions;
  covered: boolean;
}

/** The plan that reads all documents. */
export function tablePlan(collection: Collection, sorted: boolean, backward = false): Plan {
  return {
    sorted,
    start: () => new TableScan(collection, backward),
    stage: { stage: 'COLLSCAN', direction: backward ? 'backward' : 'forward' },
  };
}

/** The plan that reads an index. */
export function indexPlan(collection: Collection, { fit, conditions, covered }: Candidate): Plan {
  const stage = indexStage(fit, conditions);
  const entries = (): EntrySource => entriesOf(collection, fit);
  return {
    sorted: fit.sorted,
    start: () => startScan(collection, fit, conditions),
    stage: { stage: 'FETCH', inputStage: stage },
    index: fit.index,
    ...(covered && { covered: { source: fit, entries, filter: conditions.filter, stage } }),
  };
}

/** Reads an index, judging by its keys what they tell before a document is fetched. */
export function startScan(collection: Collection, fit: IndexFit, { filter }: KeyConditions): Scan {
  if (!filter && !fit.runs) return new IndexScan(collection, fit);
  const judge = filter && new KeyJudge(fit.index, filter);
  return new FetchingScan(
    collection,
    entriesOf(collection, fit),
    (key) => judge?.read(key) !== NO_MATCH,
    fit.index.multikey.includes(true),
  );
}

function entriesOf(collection: Collection, fit: IndexFit): EntrySource {
  const { index, backward, runs } = fit;
  return runs ? new MergedKeyScan(collection, index, runs, backward) : new KeyScan(collection, fit);
}

/** The stage of an index, as `explain` shows it. */
export function indexStage(fit: IndexFit, { filter }: KeyConditions): Doc {
  const scan = {
    stage: 'IXSCAN',
    ...(filter && { filter }),
    keyPattern: fit.index.spec['key'],
    indexName: fit.index.name,
    isMultiKey: fit.index.multikey.includes(true),
    isUnique: fit.index.unique,
    isSparse: fit.index.sparse,
    isPartial: fit.index.partial !== undefined,
    direction: fit.backward ? 'backward' : 'forward',
    indexBoundsCount: fit.ranges.length,
  };
  if (!fit.runs) return scan;
  const inputStages = fit.runs.map(({ ranges }) => ({ ...scan, indexBoundsCount: ranges.length }));
  return { stage: 'SORT_MERGE', inputStages };
}
