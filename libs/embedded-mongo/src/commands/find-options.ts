import { Long } from 'bson';
import type { DocumentQuery } from '../query/find-documents';
import { compileFindProjection } from '../query/projection';
import { badValue, ErrorCode, failedToParse, ServerError } from '../server-error';
import type { IndexBounds } from '../planner/index-bounds';
import type { StoredDocument } from '../storage/document-store';
import type { IndexDefinition } from '../storage/index-definition';
import { type Doc, isTruthy, toNumber } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { plainPathValue } from '../values/paths';
import { serializeDocument } from '../values/serialize-document';
import { type CommandContext, docField } from './command';

type Shown = (document: StoredDocument) => Buffer;

/** What a view, which comes to an aggregation, can't be asked for. */
const ONLY_OF_COLLECTIONS = ['min', 'max', 'returnKey', 'showRecordId', 'tailable'];

/** @throws ServerError InvalidPipelineOperator for an option that a view does not know */
export function checkViewOptions(body: Doc): void {
  const option = ONLY_OF_COLLECTIONS.find((name) => body[name] !== undefined && body[name] !== false);
  if (option === undefined) return;
  throw new ServerError(ErrorCode.InvalidPipelineOperator, `Option ${option} not supported in aggregation.`);
}

/**
 * The options `min` and `max`; undefined without them.
 * @throws ServerError 51173 without a hint, 51176 when the two are not of the same fields
 */
export function boundsOf(body: Doc): IndexBounds | undefined {
  const [min, max] = [docField(body, 'min'), docField(body, 'max')];
  const [from, to] = [Object.keys(min), Object.keys(max)];
  if (from.length === 0 && to.length === 0) return undefined;
  if (body['hint'] === undefined) {
    throw new ServerError(51173, 'When using min()/max() a hint of which index to use must be provided');
  }
  if (from.length > 0 && to.length > 0 && from.join('\0') !== to.join('\0')) {
    throw new ServerError(51176, 'min() and max() must have the same field names');
  }
  return { ...(from.length > 0 && { min }), ...(to.length > 0 && { max }) };
}

/** @throws ServerError for a tailable cursor that the server would refuse before it looks at the collection */
export function checkTailable({ body, transaction }: CommandContext): void {
  if (!isTruthy(body['tailable'])) {
    if (isTruthy(body['awaitData']))
      throw failedToParse("Cannot set 'awaitData' without also setting 'tailable'");
    return;
  }
  if (transaction) {
    throw new ServerError(
      ErrorCode.OperationNotSupportedInTransaction,
      'tailable cursors cannot be used in a transaction',
    );
  }
  if (isTruthy(body['singleBatch']))
    throw failedToParse("Cannot use tailable option with the 'singleBatch' option");
  const sort = Object.entries(docField(body, 'sort'));
  if (sort.some(([path, direction]) => path !== '$natural' || toNumber(direction) !== 1))
    throw badValue('cannot use tailable option with a sort other than {$natural: 1}');
}

/** How a `find` shows what it has found: projected, with its record's number, or as the index's key alone. */
export function shownBy(body: Doc, index: IndexDefinition | undefined, query: DocumentQuery): Shown {
  if (isTruthy(body['returnKey'])) {
    return ({ bytes }) => serializeDocument(index ? keyOf(index, parseDocument(bytes)) : {});
  }
  const projection = docField(body, 'projection');
  const project =
    Object.keys(projection).length > 0
      ? compileFindProjection(projection, { ...query.context, filter: query.filter })
      : undefined;
  if (isTruthy(body['showRecordId'])) {
    return ({ rid, bytes }) => {
      const doc = parseDocument(bytes);
      return serializeDocument({ ...(project ? project(doc) : doc), $recordId: Long.fromNumber(rid) });
    };
  }
  if (!project) return ({ bytes }) => bytes;
  return ({ bytes }) => serializeDocument(project(parseDocument(bytes)));
}

/** @throws ServerError CommandNotSupported where arrays make several keys of one document */
function keyOf(index: IndexDefinition, doc: Doc): Doc {
  if (index.multikey.includes(true)) {
    throw new ServerError(
      ErrorCode.CommandNotSupported,
      "the option 'returnKey' over an index of arrays is not supported by this server",
    );
  }
  return Object.fromEntries(index.fields.map(({ path }) => [path, plainPathValue(doc, path) ?? null]));
}
