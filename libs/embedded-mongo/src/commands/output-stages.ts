import { ObjectId } from 'bson';
import { compileDocumentStage } from '../aggregation/document-stages';
import { type Batches, stageOf } from '../aggregation/pipeline';
import { findDocuments } from '../query/find-documents';
import { ErrorCode, failedToParse, ServerError } from '../server-error';
import { CollectionWriter } from '../storage/collection-writer';
import type { StoredDocument } from '../storage/document-store';
import type { WriteView } from '../storage/view';
import { type Doc, getField, isDoc, setField } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { plainPathValue } from '../values/paths';
import { collectionForWriting } from './collection-access';
import { checkedNamespace, type CommandContext, filterContext } from './command';

/** Writes what a pipeline gives where its `$out` or `$merge` says. */
export async function writeOutput(
  context: CommandContext,
  view: WriteView,
  batches: Batches,
  stage: unknown,
): Promise<void> {
  const [name, spec] = stageOf(stage);
  if (name === '$out') return replaceCollection(context, view, batches, spec);
  return mergeInto(context, view, batches, spec);
}

function target(context: CommandContext, spec: unknown): string {
  if (typeof spec === 'string') return checkedNamespace(context.database, spec);
  if (isDoc(spec) && typeof spec['coll'] === 'string') {
    return checkedNamespace(typeof spec['db'] === 'string' ? spec['db'] : context.database, spec['coll']);
  }
  throw new ServerError(
    16990,
    'the target of $out or $merge must be a collection name, or an object with db and coll',
  );
}

function ordered(doc: Doc): Doc {
  const result: Doc = { _id: doc['_id'] ?? new ObjectId() };
  for (const [name, value] of Object.entries(doc)) if (name !== '_id') setField(result, name, value);
  return result;
}

async function replaceCollection(
  context: CommandContext,
  view: WriteView,
  batches: Batches,
  spec: unknown,
): Promise<void> {
  const namespace = target(context, spec);
  const documents: Doc[] = [];
  for await (const batch of batches) for (const doc of batch) documents.push(doc);
  const collection = collectionForWriting(view, namespace);
  const writer = new CollectionWriter(view, collection, {
    bypassValidation: context.body['bypassDocumentValidation'] === true,
  });
  for await (const batch of findDocuments(view, collection, { filter: {}, context: {} }).batches) {
    for (const stored of batch) writer.remove(stored, parseDocument(stored.bytes));
  }
  for (const doc of documents) writer.insert(ordered(doc));
}

type Matched = 'replace' | 'keepExisting' | 'merge' | 'fail';

async function mergeInto(
  context: CommandContext,
  view: WriteView,
  batches: Batches,
  given: unknown,
): Promise<void> {
  const spec = typeof given === 'string' ? { into: given } : given;
  if (!isDoc(spec)) throw failedToParse('$merge requires a string or object argument');
  const namespace = target(context, spec['into']);
  const on = Array.isArray(spec['on'])
    ? spec['on'].map(String)
    : [typeof spec['on'] === 'string' ? spec['on'] : '_id'];
  const whenMatched = spec['whenMatched'] ?? 'merge';
  const whenNotMatched = spec['whenNotMatched'] ?? 'insert';
  const collection = collectionForWriting(view, namespace);
  checkUniqueIndex(collection.indexes, on);
  const documents: Doc[] = [];
  for await (const batch of batches) documents.push(...batch.map(ordered));
  const writer = new CollectionWriter(view, collection);
  for (const doc of documents) {
    const filter = Object.fromEntries(on.map((path) => [path, { $eq: plainPathValue(doc, path) ?? null }]));
    const existing = await first(findDocuments(view, collection, { filter, limit: 1, context: {} }).batches);
    if (existing) {
      const before = parseDocument(existing.bytes);
      const after = merged(before, doc, { whenMatched, on }, context);
      if (after) writer.update(existing, before, after, whenMatched === 'replace');
    } else if (whenNotMatched === 'insert') {
      writer.insert(doc);
    } else if (whenNotMatched === 'fail') {
      throw new ServerError(13113, '$merge could not find a matching document in the target collection', {
        codeName: 'MergeStageNoMatchingDocument',
      });
    }
  }
}

function checkUniqueIndex(indexes: { unique: boolean; fields: { path: string }[] }[], on: string[]): void {
  const wanted = [...on].sort().join();
  const found = indexes.some(
    ({ unique, fields }) =>
      unique &&
      fields
        .map(({ path }) => path)
        .sort()
        .join() === wanted,
  );
  if (!found) throw new ServerError(51183, 'Cannot find index to verify that join fields will be unique');
}

function merged(
  before: Doc,
  doc: Doc,
  { whenMatched: how, on }: { whenMatched: unknown; on: string[] },
  context: CommandContext,
): Doc | undefined {
  if (Array.isArray(how)) {
    const { variables } = filterContext(context);
    return how.reduce<Doc>((current, stage) => {
      const [name, spec] = stageOf(stage);
      const compiled = compileDocumentStage(name, spec, { ...variables, new: doc });
      if (!compiled) throw new ServerError(ErrorCode.InvalidOptions, `${name} is not allowed in whenMatched`);
      return compiled(current);
    }, before);
  }
  switch (how as Matched) {
    case 'replace':
      return { ...doc, _id: before['_id'] };
    case 'keepExisting':
      return undefined;
    case 'merge': {
      const result = { ...before };
      for (const name of Object.keys(doc)) if (name !== '_id') setField(result, name, getField(doc, name));
      return result;
    }
    case 'fail':
      throw new ServerError(
        ErrorCode.DuplicateKey,
        `$merge found a matching document in the target collection (E11000 duplicate key: ${on.join(', ')})`,
        {
          keyPattern: Object.fromEntries(on.map((path) => [path, 1])),
          keyValue: Object.fromEntries(on.map((path) => [path, plainPathValue(doc, path) ?? null])),
        },
      );
    default:
      throw failedToParse('whenMatched must be one of replace, keepExisting, merge, fail or a pipeline');
  }
}

async function first(batches: AsyncGenerator<StoredDocument[]>): Promise<StoredDocument | undefined> {
  for await (const [document] of batches) if (document) return document;
  return undefined;
}
