import { compileFindProjection } from '../query/projection';
import { failedToParse } from '../server-error';
import { type Doc, isTruthy } from '../values/document';
import { type Command, type CommandContext, docField, filterContext, namespaceOf, write } from './command';
import { deleteDocuments, updateDocuments } from './write-statements';

function project(context: CommandContext, doc: Doc | undefined): Doc | null {
  if (!doc) return null;
  const fields = docField(context.body, 'fields');
  if (Object.keys(fields).length === 0) return doc;
  return compileFindProjection(fields, {
    ...filterContext(context),
    filter: docField(context.body, 'query'),
  })(doc);
}

function checkOptions(body: Doc): void {
  const remove = isTruthy(body['remove']);
  if (remove && body['update'] !== undefined)
    throw failedToParse("Cannot specify both an 'update' and 'remove'=true");
  if (remove && isTruthy(body['upsert']))
    throw failedToParse("Cannot specify both 'upsert'=true and 'remove'=true");
  if (remove && isTruthy(body['new']))
    throw failedToParse(
      "Cannot specify both 'new'=true and 'remove'=true; 'remove' always returns the deleted document",
    );
  if (!remove && body['update'] === undefined)
    throw failedToParse('Either an update or remove=true must be specified');
}

export const findAndModifyCommand: Command = {
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'collation',
    'arrayFilters',
    'hint',
    'let',
    'bypassEmptyTsReplacement',
  ],
  inTransaction: true,
  run: (context) => {
    const { body } = context;
    const namespace = namespaceOf(context);
    checkOptions(body);
    const sort = docField(body, 'sort');
    const common = {
      q: docField(body, 'query'),
      hint: body['hint'],
      ...(Object.keys(sort).length > 0 && { sort }),
    };
    return write(context, async (view) => {
      if (isTruthy(body['remove'])) {
        const { count, document } = await deleteDocuments(view, namespace, { ...common, limit: 1 }, context);
        return { lastErrorObject: { n: count }, value: project(context, document), ok: 1 };
      }
      const result = await updateDocuments(
        view,
        namespace,
        {
          ...common,
          u: body['update'],
          multi: false,
          upsert: isTruthy(body['upsert']),
          arrayFilters: body['arrayFilters'],
          bypassValidation: isTruthy(body['bypassDocumentValidation']),
        },
        context,
      );
      const upserted = 'upserted' in result;
      return {
        lastErrorObject: {
          n: upserted ? 1 : result.matched,
          updatedExisting: result.matched > 0,
          ...(upserted && { upserted: result.upserted }),
        },
        value: project(context, isTruthy(body['new']) ? result.after : result.before),
        ok: 1,
      };
    });
  },
};
