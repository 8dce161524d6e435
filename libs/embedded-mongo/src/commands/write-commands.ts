import { ErrorCode, failedToParse, ServerError } from '../server-error';
import { CollectionWriter } from '../storage/collection-writer';
import type { WriteView } from '../storage/view';
import { type Doc, isDoc, isTruthy, toNumber } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { serializeDocument } from '../values/serialize-document';
import { collectionForWriting } from './collection-access';
import { type Command, type CommandContext, namespaceOf, write } from './command';
import {
  checkStatement,
  deleteDocuments,
  parseUpdateStatement,
  updateDocuments,
  withId,
} from './write-statements';

/** Statements that one command may have. */
export const MAX_STATEMENTS = 100_000;

function statements(context: CommandContext, field: string): Buffer[] {
  const inline = context.body[field];
  const list =
    context.sequences.get(field) ??
    (Array.isArray(inline) ? (inline as Doc[]).map(serializeDocument) : undefined);
  if (!list) throw failedToParse(`BSON field '${context.name}.${field}' is missing but a required field`);
  if (list.length < 1 || list.length > MAX_STATEMENTS) {
    throw new ServerError(
      ErrorCode.InvalidLength,
      `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${list.length} operations.`,
    );
  }
  return list;
}

/** An error of one statement, as `writeErrors` has it. */
export function writeError(error: unknown, index: number): Doc {
  if (!(error instanceof ServerError)) throw error;
  if (error.labels.length > 0) throw error;
  return { index, code: error.code, errmsg: error.message, ...error.extra };
}

/** Runs statements one by one; ordered ones end at the first error. */
async function runStatements(
  view: WriteView,
  context: CommandContext,
  list: Buffer[],
  run: (statement: Buffer, index: number) => Promise<void>,
): Promise<Doc[]> {
  const ordered = context.body['ordered'] === undefined || isTruthy(context.body['ordered']);
  const errors: Doc[] = [];
  for (const [index, statement] of list.entries()) {
    try {
      await run(statement, index);
    } catch (error) {
      errors.push(writeError(error, index));
      if (ordered || context.transaction) break;
    }
    const pause = view.breather.pause();
    if (pause) await pause;
  }
  return errors;
}

const withErrors = (errors: Doc[]): Doc => (errors.length > 0 ? { writeErrors: errors } : {});

export const insertCommand: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation', 'bypassEmptyTsReplacement'],
  inTransaction: true,
  run: (context) => {
    const namespace = namespaceOf(context);
    const list = statements(context, 'documents');
    return write(context, async (view) => {
      const collection = collectionForWriting(view, namespace);
      const writer = new CollectionWriter(view, collection, {
        bypassValidation: isTruthy(context.body['bypassDocumentValidation']),
      });
      let n = 0;
      const errors = await runStatements(view, context, list, async (statement) => {
        const { doc, bytes } = withId(statement);
        writer.insert(doc, bytes);
        n++;
        await Promise.resolve();
      });
      return { n, ...withErrors(errors), ok: 1 };
    });
  },
};

const updateFields = [
  'q',
  'u',
  'multi',
  'upsert',
  'arrayFilters',
  'collation',
  'hint',
  'sort',
  'c',
  'upsertSupplied',
];

export const updateCommand: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let', 'bypassEmptyTsReplacement'],
  inTransaction: true,
  run: (context) => {
    const namespace = namespaceOf(context);
    const list = statements(context, 'updates');
    return write(context, async (view) => {
      let n = 0;
      let nModified = 0;
      const upserted: Doc[] = [];
      const errors = await runStatements(view, context, list, async (bytes, index) => {
        const statement = checkStatement('update.updates', parseDocument(bytes), updateFields);
        const result = await updateDocuments(
          view,
          namespace,
          parseUpdateStatement(statement, context.body),
          context,
        );
        n += result.matched;
        nModified += result.modified;
        if ('upserted' in result) {
          n++;
          upserted.push({ index, _id: result.upserted });
        }
      });
      return { n, nModified, ...(upserted.length > 0 && { upserted }), ...withErrors(errors), ok: 1 };
    });
  },
};

export const deleteCommand: Command = {
  fields: ['deletes', 'ordered', 'let', 'bypassDocumentValidation'],
  inTransaction: true,
  run: (context) => {
    const namespace = namespaceOf(context);
    const list = statements(context, 'deletes');
    return write(context, async (view) => {
      let n = 0;
      const errors = await runStatements(view, context, list, async (bytes) => {
        const statement = checkStatement('delete.deletes', parseDocument(bytes), [
          'q',
          'limit',
          'collation',
          'hint',
        ]);
        if (!isDoc(statement['q']))
          throw failedToParse("BSON field 'delete.deletes.q' is missing but a required field");
        const limit = toNumber(statement['limit']);
        if (limit !== 0 && limit !== 1)
          throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
        const { count } = await deleteDocuments(
          view,
          namespace,
          { ...statement, q: statement['q'], limit },
          context,
        );
        n += count;
      });
      return { n, ...withErrors(errors), ok: 1 };
    });
  },
};
