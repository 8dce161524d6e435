import { failedToParse, ServerError } from '../server-error';
import { CollectionWriter } from '../storage/collection-writer';
import type { WriteView } from '../storage/view';
import { type Doc, isDoc, isTruthy, toNumber } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { serializeDocument } from '../values/serialize-document';
import { isCursorReply, type Reply } from '../wire/reply';
import { collectionForWriting } from './collection-access';
import { listReply } from './list-commands';
import { checkedNamespace, type Command, type CommandContext, write } from './command';
import { checkStatement, deleteDocuments, updateDocuments, withId } from './write-statements';
import { writeError } from './write-commands';

interface Totals {
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

const knownFields: Record<string, string[]> = {
  insert: ['insert', 'document'],
  update: [
    'update',
    'filter',
    'updateMods',
    'multi',
    'upsert',
    'arrayFilters',
    'hint',
    'collation',
    'sort',
    'constants',
  ],
  delete: ['delete', 'filter', 'multi', 'hint', 'collation'],
};

function documentsOf(context: CommandContext, field: string): Doc[] {
  const sequence = context.sequences.get(field);
  if (sequence) return sequence.map((bytes) => parseDocument(bytes));
  const inline = context.body[field];
  if (!Array.isArray(inline))
    throw failedToParse(`BSON field 'bulkWrite.${field}' is missing but a required field`);
  return inline as Doc[];
}

async function runOne(
  view: WriteView,
  context: CommandContext,
  op: Doc,
  namespaces: string[],
  totals: Totals,
): Promise<Doc> {
  const kind = Object.keys(op)[0] ?? '';
  checkStatement(`bulkWrite.ops.${kind}`, op, knownFields[kind] ?? []);
  const namespace = namespaces[toNumber(op[kind])];
  if (namespace === undefined)
    throw failedToParse('BulkWrite ops entry refers to a namespace that is not in nsInfo');
  const filter = isDoc(op['filter']) ? op['filter'] : {};
  const bypassValidation = isTruthy(context.body['bypassDocumentValidation']);
  if (kind === 'insert') {
    const { doc, bytes } = withId(serializeDocument(isDoc(op['document']) ? op['document'] : {}));
    new CollectionWriter(view, collectionForWriting(view, namespace), { bypassValidation }).insert(
      doc,
      bytes,
    );
    totals.nInserted++;
    return { n: 1 };
  }
  if (kind === 'delete') {
    const { count } = await deleteDocuments(
      view,
      namespace,
      { ...op, q: filter, limit: isTruthy(op['multi']) ? 0 : 1 },
      context,
    );
    totals.nDeleted += count;
    return { n: count };
  }
  const result = await updateDocuments(
    view,
    namespace,
    {
      q: filter,
      u: op['updateMods'],
      multi: isTruthy(op['multi']),
      upsert: isTruthy(op['upsert']),
      arrayFilters: op['arrayFilters'],
      hint: op['hint'],
      collation: op['collation'],
      bypassValidation,
      ...(isDoc(op['sort']) && { sort: op['sort'] }),
    },
    context,
  );
  totals.nMatched += result.matched;
  totals.nModified += result.modified;
  if (!('upserted' in result)) return { n: result.matched, nModified: result.modified };
  totals.nUpserted++;
  return { n: 1, nModified: 0, upserted: { _id: result.upserted } };
}

/** Many writes to several collections in one command. */
export const bulkWriteCommand: Command = {
  fields: [
    'ops',
    'nsInfo',
    'ordered',
    'bypassDocumentValidation',
    'let',
    'errorsOnly',
    'cursor',
    'bypassEmptyTsReplacement',
  ],
  inTransaction: true,
  run: async (context): Promise<Reply> => {
    const { body, database } = context;
    if (database !== 'admin')
      throw new ServerError(13, 'bulkWrite may only be run against the admin database.');
    const ops = documentsOf(context, 'ops');
    const namespaces = documentsOf(context, 'nsInfo').map(({ ns }) => {
      const [db = '', ...rest] = String(ns).split('.');
      return checkedNamespace(db, rest.join('.'));
    });
    const ordered = body['ordered'] === undefined || isTruthy(body['ordered']);
    const stored = await write(context, async (view) => {
      const totals: Totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
      const results: Doc[] = [];
      let nErrors = 0;
      for (const [idx, op] of ops.entries()) {
        try {
          const result = await runOne(view, context, op, namespaces, totals);
          if (!isTruthy(body['errorsOnly'])) results.push({ ok: 1, idx, ...result });
        } catch (error) {
          const failure = writeError(error, idx);
          delete failure['index'];
          nErrors++;
          results.push({ ok: 0, n: 0, ...failure, idx });
          if (ordered || context.transaction) break;
        }
        const pause = view.breather.pause();
        if (pause) await pause;
      }
      return { results, totals: { nErrors, ...totals }, ok: 1 };
    });
    const { results, totals } = stored;
    const reply = await listReply(
      context,
      'admin.$cmd.bulkWrite',
      Array.isArray(results) ? (results as Doc[]) : [],
    );
    return isCursorReply(reply)
      ? { cursorReply: { ...reply.cursorReply, rest: isDoc(totals) ? totals : {} } }
      : reply;
  },
};
