import { coveredQuery, documentsWith } from '../query/covered-query';
import { findDocuments } from '../query/find-documents';
import { typeMismatch } from '../server-error';
import { collectionTable } from '../storage/catalog';
import { toNumber } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { splitPath, visitPath } from '../values/paths';
import { approximateSize, MemoryMeter } from '../aggregation/memory-limit';
import type { Batches } from '../aggregation/pipeline';
import {
  type Command,
  countField,
  docField,
  filterContext,
  namespaceOf,
  numberField,
  readView,
} from './command';
import { batchesOfView, readOfView } from './view-reads';

/** A count needs no field of the documents. */
const NOTHING: ReadonlySet<string> = new Set();

export const countCommand: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  run: async (context) => {
    const namespace = namespaceOf(context);
    const { body } = context;
    const view = readView(context, namespace);
    const ofView = readOfView(context, view, namespace);
    if (ofView) return { n: await countOf(batchesOfView(context, view, ofView)), ok: 1 };
    const filter = docField(body, 'query');
    const [skip, limit] = [countField(body, 'skip'), Math.abs(numberField(body, 'limit'))];
    const collection = view.catalog.find(namespace);
    if (!collection) return { n: 0, ok: 1 };
    if (Object.keys(filter).length === 0 && body['hint'] === undefined) {
      const all = Number(
        view.connection.get(`SELECT count(*) AS n FROM ${collectionTable(collection.id)}`)?.['n'],
      );
      const left = Math.max(0, all - skip);
      return { n: limit > 0 ? Math.min(left, limit) : left, ok: 1 };
    }
    const query = { filter, skip, limit, hint: body['hint'], context: filterContext(context) };
    const covered = coveredQuery(view, collection, query, NOTHING);
    if (covered) return { n: await covered.count(), ok: 1 };
    let n = 0;
    for await (const batch of findDocuments(view, collection, query).batches) n += batch.length;
    return { n, ok: 1 };
  },
};

/** The count that a pipeline's last stage gives. */
async function countOf(batches: Batches): Promise<number> {
  for await (const [doc] of batches) if (doc) return toNumber(doc['n']);
  return 0;
}

export const distinctCommand: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  inTransaction: true,
  run: async (context) => {
    const namespace = namespaceOf(context);
    const { body } = context;
    const key = body['key'];
    if (typeof key !== 'string')
      throw typeMismatch("BSON field 'distinct.key' is missing or of the wrong type");
    const view = readView(context, namespace);
    const ofView = readOfView(context, view, namespace);
    const collection = ofView ? undefined : view.catalog.find(namespace);
    const values = new Map<string, unknown>();
    const memory = new MemoryMeter('distinct');
    const query = { filter: docField(body, 'query'), hint: body['hint'], context: filterContext(context) };
    const parts = splitPath(key);
    const fields = new Set([parts[0] ?? '']);
    const add = (value: unknown): void => {
      const identity = identityOf(value, query.context.fold);
      if (value === undefined || values.has(identity)) return;
      memory.add(approximateSize(value));
      values.set(identity, value);
    };
    const batches = ofView
      ? batchesOfView(context, view, ofView)
      : collection && documentsWith(view, collection, query, fields);
    for await (const batch of batches ?? []) {
      for (const doc of batch) {
        visitPath(doc, parts, 0, (value) => {
          if (Array.isArray(value)) value.forEach(add);
          else add(value);
          return false;
        });
      }
    }
    return { values: [...values.values()], ok: 1 };
  },
};
