import {
  AbstractCursor,
  ChangeStream,
  ClientSession,
  Collection,
  Db,
  GridFSBucket,
  MongoClient,
} from 'mongodb';
import type { Doc } from '../../../values/document';
import { driverOptions, type Entities, SkipTest } from '../entities';
import type { Operation } from '../spec-file';
import { clientOperations } from './client-operations';
import { collectionOperations } from './collection-operations';
import { cursorOperations } from './cursor-operations';
import { databaseOperations } from './database-operations';
import { bucketOperations } from './bucket-operations';
import { sessionOperations } from './session-operations';

/** Runs one operation with its arguments as the driver takes them. */
export type RunOperation = (args: Doc) => Promise<unknown>;

/** Runs one operation within the callback of `withTransaction`. */
export type RunInCallback = (operation: Operation) => Promise<void>;

/** Runs one operation on its entity, with the driver. @throws SkipTest for one that the runner does not have */
export async function runOperation(
  operation: Operation,
  entities: Entities,
  inCallback: RunInCallback,
): Promise<unknown> {
  const run = tableFor(entities.entity(operation.object), inCallback)[operation.name];
  if (!run) throw new SkipTest(`the runner has no operation ${operation.name}`);
  return run(argumentsOf(operation, entities));
}

/** The arguments, with the session itself in the place of its name. */
function argumentsOf(operation: Operation, entities: Entities): Doc {
  const args = driverOptions(operation.arguments);
  if (typeof args['session'] === 'string') args['session'] = entities.get(args['session'], ClientSession);
  if (typeof args['returnDocument'] === 'string')
    args['returnDocument'] = args['returnDocument'].toLowerCase();
  return args;
}

function tableFor(target: unknown, inCallback: RunInCallback): Record<string, RunOperation> {
  if (target instanceof MongoClient) return clientOperations(target);
  if (target instanceof Db) return databaseOperations(target);
  if (target instanceof ClientSession) return sessionOperations(target, inCallback);
  if (target instanceof GridFSBucket) return bucketOperations(target);
  if (target instanceof Collection) return collectionOperations(target as Collection);
  if (target instanceof ChangeStream || target instanceof AbstractCursor) return cursorOperations(target);
  throw new SkipTest('the runner has no operations on such an object');
}
