import { ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc, isTruthy } from '../values/document';

/** The commands of the Stable API, version 1. */
const versionOne = new Set([
  'abortTransaction',
  'aggregate',
  'authenticate',
  'bulkWrite',
  'collMod',
  'commitTransaction',
  'count',
  'create',
  'createIndexes',
  'delete',
  'drop',
  'dropDatabase',
  'dropIndexes',
  'endSessions',
  'explain',
  'find',
  'findAndModify',
  'getMore',
  'hello',
  'insert',
  'killCursors',
  'listCollections',
  'listDatabases',
  'listIndexes',
  'ping',
  'refreshSessions',
  'saslContinue',
  'saslStart',
  'update',
]);

const otherStages = new Set([
  '$currentOp',
  '$indexStats',
  '$listLocalSessions',
  '$listSearchIndexes',
  '$listSessions',
  '$planCacheStats',
  '$search',
  '$searchMeta',
]);

/**
 * Checks what a client declares of the Stable API.
 * @throws ServerError APIVersionError for another version, APIStrictError for what a strict client may not send
 */
export function checkApiVersion(name: string, body: Doc): void {
  const version = body['apiVersion'];
  if (version === undefined) {
    if (body['apiStrict'] === undefined && body['apiDeprecationErrors'] === undefined) return;
    throw new ServerError(
      4886600,
      'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion',
    );
  }
  if (version !== '1') throw new ServerError(ErrorCode.APIVersionError, 'API version must be "1"');
  if (!isTruthy(body['apiStrict'])) return;
  if (!versionOne.has(name)) {
    throw new ServerError(
      ErrorCode.APIStrictError,
      `Provided apiStrict:true, but the command ${name} is not in API Version 1`,
    );
  }
  const pipeline: unknown[] = Array.isArray(body['pipeline']) ? (body['pipeline'] as unknown[]) : [];
  for (const stage of pipeline) {
    const [stageName = ''] = isDoc(stage) ? Object.keys(stage) : [];
    if (!otherStages.has(stageName)) continue;
    throw new ServerError(
      ErrorCode.APIStrictError,
      `stage ${stageName} is not allowed with 'apiStrict: true' in API Version 1`,
    );
  }
}
