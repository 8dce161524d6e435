import { compileExpression } from '../aggregation/compile-expression';
import { newScope, type Variables } from '../aggregation/scope';
import { foldOf } from '../query/collation';
import type { FilterContext } from '../query/compile-filter';
import { ErrorCode, ServerError, typeMismatch } from '../server-error';
import type { Session, SessionRegistry } from '../sessions/session-registry';
import type { Snapshot, SnapshotRegistry } from '../sessions/snapshot-registry';
import type { Transaction } from '../sessions/transaction';
import type { Breather } from '../storage/breather';
import { toTimestamp } from '../storage/cluster-clock';
import type { Engine } from '../storage/engine';
import { storedReply, storeReply } from '../storage/retry-table';
import type { ReadView, WriteView } from '../storage/view';
import { integerOf } from '../values/arithmetic';
import { typeName } from '../values/bson-type';
import { type Doc, isDoc, isNumeric, toNumber } from '../values/document';
import type { ClientConnection } from '../wire/client-connection';
import type { Reply } from '../wire/reply';
import type { ScramCredential } from '../wire/scram';
import type { CursorRegistry } from './cursor-registry';
import type { FailPoints } from './fail-points';

/** What all commands share. */
export interface ServerState {
  engine: Engine;
  sessions: SessionRegistry;
  snapshots: SnapshotRegistry;
  cursors: CursorRegistry;
  failPoints: FailPoints;
  /** Undefined where no password is asked for. */
  credential: ScramCredential | undefined;
  /** `host:port`, once listening. */
  address: string;
  startedAt: Date;
  connections: () => number;
}

/** One command on its way. */
export interface CommandContext {
  state: ServerState;
  connection: ClientConnection;
  database: string;
  name: string;
  body: Doc;
  sequences: Map<string, Buffer[]>;
  session: Session | undefined;
  transaction: Transaction | undefined;
  /** What a read with the concern `snapshot` outside transactions sees. */
  snapshot: Snapshot | undefined;
  breather: Breather;
  now: Date;
}

/** One command that the server knows. */
export interface Command {
  /** The fields that it knows besides those of every command. */
  fields: readonly string[];
  /** May be sent before the client has proven who it is. */
  open?: boolean;
  /** May be part of a transaction. */
  inTransaction?: boolean;
  run(context: CommandContext): Promise<Reply> | Reply;
}

/** The collection that a command names. @throws ServerError InvalidNamespace */
export function namespaceOf({ body, name, database }: CommandContext): string {
  const collection = body[name];
  if (typeof collection !== 'string') {
    throw new ServerError(
      ErrorCode.InvalidNamespace,
      `collection name has invalid type ${typeName(collection)}`,
    );
  }
  return checkedNamespace(database, collection);
}

/** @throws ServerError InvalidNamespace for names that no collection may have */
export function checkedNamespace(database: string, collection: string): string {
  const bad =
    database === '' ||
    /[/\\. "$\0]/.test(database) ||
    collection === '' ||
    /[$\0]|^\.|\.\.|\.$/.test(collection);
  if (bad)
    throw new ServerError(
      ErrorCode.InvalidNamespace,
      `Invalid namespace specified '${database}.${collection}'`,
    );
  return `${database}.${collection}`;
}

/** What filters and expressions of a command are read with. */
export function filterContext(
  { body, now, state }: CommandContext,
  collation = body['collation'],
): FilterContext & { variables: Variables } {
  const system: Doc = { NOW: now, CLUSTER_TIME: toTimestamp(state.engine.oplog.clock.now) };
  const given = isDoc(body['let']) ? body['let'] : {};
  const scope = newScope({}, system);
  const own = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, compileExpression(value)(scope)]),
  );
  const fold = foldOf(collation);
  return { ...(fold && { fold }), variables: { ...system, ...own } };
}

/** The data as the command reads them: the transaction's, or what is committed. */
export function readView(context: CommandContext, namespace: string): ReadView {
  const { snapshot, breather } = context;
  if (snapshot) return { connection: snapshot.connection, catalog: snapshot.catalog, breather };
  return (
    context.transaction?.readView(namespace, context.breather) ?? context.state.engine.view(context.breather)
  );
}

/**
 * Runs the writing part of a command: in its transaction, or in a commit of its own. A retried write gives the
 * answer of the first time.
 */
export async function write<T extends Doc>(
  context: CommandContext,
  work: (view: WriteView) => Promise<T>,
): Promise<Doc> {
  const { transaction, session, state, body, breather } = context;
  if (transaction) return work(await transaction.writeView(breather));
  const retry =
    session && body['txnNumber'] !== undefined
      ? { session: session.id, number: integerOf(body['txnNumber']) }
      : undefined;
  return state.engine.writes.run<Doc>(async (view) => {
    const before = retry && storedReply(view.connection, retry);
    if (before) return before;
    const reply = await work(view);
    if (retry) {
      storeReply(view.connection, retry, reply);
      const failure = state.failPoints.failureOfCommit();
      if (failure?.closeConnection) context.connection.destroy();
      if (failure?.error) throw failure.error;
    }
    return reply;
  }, breather);
}

/** A field that has to be a document when it is there. */
export function docField(body: Doc, name: string): Doc {
  const value = body[name];
  if (value === undefined || value === null) return {};
  if (!isDoc(value))
    throw typeMismatch(`BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'object'`);
  return value;
}

/** A field that has to be a number when it is there. */
export function numberField(body: Doc, name: string): number {
  const value = body[name];
  if (value === undefined || value === null) return 0;
  if (!isNumeric(value))
    throw typeMismatch(
      `BSON field '${name}' is the wrong type '${typeName(value)}', expected types '[long, int, decimal, double]'`,
    );
  return toNumber(value);
}

/** As `numberField`, and not negative. */
export function countField(body: Doc, name: string): number {
  const value = numberField(body, name);
  if (value < 0)
    throw new ServerError(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
  return value;
}
