import { ObjectId } from 'bson';
import { findDocuments } from '../query/find-documents';
import { failedToParse, ServerError } from '../server-error';
import type { Collection } from '../storage/catalog';
import { CollectionWriter } from '../storage/collection-writer';
import type { StoredDocument } from '../storage/document-store';
import type { WriteView } from '../storage/view';
import { compileUpdate } from '../update/compile-update';
import { type Doc, isDoc, isTruthy, setField } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { serializeDocument } from '../values/serialize-document';
import { collectionForWriting } from './collection-access';
import { type CommandContext, filterContext } from './command';

/** What one update did. */
export interface UpdateResult {
  matched: number;
  modified: number;
  upserted?: unknown;
  /** The document before and after, of an update of one. */
  before?: Doc;
  after?: Doc;
}

/** One statement of an update, in the words of the `update` command. */
export interface UpdateStatement {
  q: Doc;
  u: unknown;
  multi: boolean;
  upsert: boolean;
  arrayFilters?: unknown;
  collation?: unknown;
  hint?: unknown;
  sort?: Doc;
  bypassValidation: boolean;
}

/** A document to be inserted: with an `_id`, and that first. */
export function withId(bytes: Buffer): { doc: Doc; bytes: Buffer } {
  const doc = parseDocument(bytes);
  if (Object.keys(doc)[0] === '_id') return { doc, bytes };
  const ordered: Doc = { _id: doc['_id'] ?? new ObjectId() };
  for (const [name, value] of Object.entries(doc)) if (name !== '_id') setField(ordered, name, value);
  return { doc: ordered, bytes: serializeDocument(ordered) };
}

/** Checks the fields of a statement. @throws ServerError 40415 for one that is not known */
export function checkStatement(kind: string, statement: unknown, known: readonly string[]): Doc {
  if (!isDoc(statement)) throw failedToParse(`each ${kind} must be an object`);
  const unknown = Object.keys(statement).find((field) => !known.includes(field));
  if (unknown !== undefined)
    throw new ServerError(40415, `BSON field '${kind}.${unknown}' is an unknown field.`, {
      codeName: 'IDLUnknownField',
    });
  return statement;
}

async function matching(
  view: WriteView,
  collection: Collection,
  statement: { q: Doc; hint?: unknown; sort?: Doc; limit: number; collation?: unknown },
  context: CommandContext,
): Promise<StoredDocument[]> {
  const { batches } = findDocuments(view, collection, {
    filter: statement.q,
    limit: statement.limit,
    hint: statement.hint,
    context: filterContext(context, statement.collation ?? context.body['collation']),
    ...(statement.sort && { sort: statement.sort }),
  });
  const found: StoredDocument[] = [];
  for await (const batch of batches) {
    // Bytes of many documents are not kept: they are read again when it is their turn.
    for (const { rid, bytes } of batch) found.push({ rid, bytes: statement.limit === 1 ? bytes : NO_BYTES });
  }
  return found;
}

const NO_BYTES = Buffer.alloc(0);

/** Runs one update. */
export async function updateDocuments(
  view: WriteView,
  namespace: string,
  statement: UpdateStatement,
  context: CommandContext,
): Promise<UpdateResult> {
  const filters = filterContext(context, statement.collation ?? context.body['collation']);
  const update = compileUpdate(statement.u, {
    ...filters,
    filter: statement.q,
    multi: statement.multi,
    ...(statement.arrayFilters !== undefined && { arrayFilters: statement.arrayFilters }),
  });
  const existing = statement.upsert ? collectionForWriting(view, namespace) : view.catalog.find(namespace);
  if (!existing) return { matched: 0, modified: 0 };
  const found = await matching(view, existing, { ...statement, limit: statement.multi ? 0 : 1 }, context);
  const writer = new CollectionWriter(view, existing, { bypassValidation: statement.bypassValidation });
  if (found.length === 0) {
    if (!statement.upsert) return { matched: 0, modified: 0 };
    const doc = update.insert();
    writer.insert(doc);
    return { matched: 0, modified: 0, upserted: doc['_id'], after: doc };
  }
  const result: UpdateResult = { matched: 0, modified: 0 };
  for (const { rid } of found) {
    const stored = writer.find(rid);
    if (!stored) continue;
    const before = parseDocument(stored.bytes);
    const after = update.apply(before);
    result.matched++;
    if (writer.update(stored, before, after, update.replaces)) result.modified++;
    if (!statement.multi) Object.assign(result, { before, after });
    const pause = view.breather.pause();
    if (pause) await pause;
  }
  return result;
}

/** Runs one delete; `limit` 0 for all. Gives the count, and the document where it was one. */
export async function deleteDocuments(
  view: WriteView,
  namespace: string,
  statement: { q: Doc; limit: number; hint?: unknown; collation?: unknown; sort?: Doc },
  context: CommandContext,
): Promise<{ count: number; document?: Doc }> {
  const collection = view.catalog.find(namespace);
  if (!collection) return { count: 0 };
  const found = await matching(view, collection, statement, context);
  const writer = new CollectionWriter(view, collection);
  let count = 0;
  let document: Doc | undefined;
  for (const { rid } of found) {
    const stored = writer.find(rid);
    if (!stored) continue;
    document = parseDocument(stored.bytes);
    writer.remove(stored, document);
    count++;
    const pause = view.breather.pause();
    if (pause) await pause;
  }
  return { count, ...(document && statement.limit === 1 && { document }) };
}

/** Reads a statement of `update`. */
export function parseUpdateStatement(statement: Doc, body: Doc): UpdateStatement {
  if (!isDoc(statement['q']))
    throw failedToParse("BSON field 'update.updates.q' is missing but a required field");
  if (!('u' in statement))
    throw failedToParse("BSON field 'update.updates.u' is missing but a required field");
  return {
    q: statement['q'],
    u: statement['u'],
    multi: isTruthy(statement['multi']),
    upsert: isTruthy(statement['upsert']),
    arrayFilters: statement['arrayFilters'],
    collation: statement['collation'],
    hint: statement['hint'],
    ...(isDoc(statement['sort']) && { sort: statement['sort'] }),
    bypassValidation: isTruthy(body['bypassDocumentValidation']),
  };
}
