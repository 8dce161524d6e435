import { setTimeout as delay } from 'node:timers/promises';
import { Binary, Long, Timestamp } from 'bson';
import { ErrorCode, ServerError, typeMismatch } from '../server-error';
import type { Snapshot } from '../sessions/snapshot-registry';
import { Breather } from '../storage/breather';
import { toTimestamp } from '../storage/cluster-clock';
import { asServerError } from '../storage/write-queue';
import { type Doc, isDoc, isNumeric, toNumber } from '../values/document';
import { type ClientConnection, notAuthenticated } from '../wire/client-connection';
import type { Request } from '../wire/message';
import { isCursorReply, type Reply, replyBytes } from '../wire/reply';
import { withConcernError, withRetryLabel, withTransientLabel } from './answer-labels';
import { checkApiVersion } from './api-version';
import type { Command, CommandContext, ServerState } from './command';
import type { Failure } from './fail-points';
import { commandNamed } from './registry';

/** Fields that any command may have. */
const commonFields = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  '$readPreference',
  '$clusterTime',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'maxTimeMS',
  'comment',
  'maxTimeMSOpOnly',
]);

/** Runs requests: finds the command, its session and transaction, and makes the answer's bytes. */
export class Dispatcher {
  constructor(
    private readonly state: ServerState,
    private readonly log: (message: string, error: unknown) => void,
  ) {}

  async handle(request: Request, connection: ClientConnection): Promise<Buffer> {
    const { body } = request;
    const [name = ''] = Object.keys(body);
    try {
      return this.bytes(await this.run(name, request, connection));
    } catch (error) {
      const reply = withRetryLabel(this.failure(name, asServerError(error)), body);
      return this.bytes(withTransientLabel(reply, body));
    }
  }

  private bytes(reply: Reply): Buffer {
    const time = toTimestamp(this.state.engine.oplog.clock.now);
    return replyBytes(reply, {
      $clusterTime: { clusterTime: time, signature: NO_SIGNATURE },
      operationTime: time,
    });
  }

  private failure(name: string, error: Error): Doc {
    if (error instanceof ServerError) return error.toReply();
    this.log(`command ${name} failed`, error);
    return new ServerError(ErrorCode.InternalError, `internal error: ${error.message}`).toReply();
  }

  private async run(name: string, request: Request, connection: ClientConnection): Promise<Reply> {
    const { body } = request;
    const command = commandNamed(name);
    if (!command) throw new ServerError(ErrorCode.CommandNotFound, `no such command: '${name}'`);
    if (this.state.credential && !command.open && connection.user === undefined) throw notAuthenticated(name);
    checkApiVersion(name, body);
    checkFields(name, command, body);
    connection.appName ??= appNameOf(body);
    const failure = await this.fail(name, body, connection);
    if (failure?.closeConnection) return {};
    const context = await this.contextOf(name, request, connection, command);
    const reply = await (context.transaction && !endsTransaction(name)
      ? context.transaction.command(() => runInTransaction(command, context))
      : command.run(context));
    const shown = context.snapshot ? withSnapshotTime(reply, context.snapshot.time) : reply;
    if (!failure?.writeConcernError) return checkConcern(shown, body);
    const failed = withConcernError(shown, failure.writeConcernError);
    return failure.labels ? { ...failed, errorLabels: failure.labels } : withRetryLabel(failed, body);
  }

  /** Does what a fail point asks for. @throws ServerError the fail point's */
  private async fail(name: string, body: Doc, connection: ClientConnection): Promise<Failure | undefined> {
    const collection = body[name === 'getMore' ? 'collection' : name];
    const failure = this.state.failPoints.failureOf({
      command: name,
      appName: connection.appName,
      namespace: typeof collection === 'string' ? `${String(body['$db'])}.${collection}` : undefined,
    });
    if (!failure) return undefined;
    if (failure.blockMs > 0) await delay(failure.blockMs);
    if (failure.closeConnection) connection.destroy();
    else if (failure.error && !failure.writeConcernError) throw failure.error;
    return failure;
  }

  private snapshotOf(name: string, concern: Doc): Snapshot | undefined {
    if (concern['level'] !== 'snapshot') return undefined;
    if (!snapshotReads.has(name)) {
      throw new ServerError(
        ErrorCode.InvalidOptions,
        `Command ${name} does not support { readConcern: { level: "snapshot" } }`,
      );
    }
    const time = concern['atClusterTime'];
    if (time !== undefined && !(time instanceof Timestamp))
      throw typeMismatch(
        "BSON field 'readConcern.atClusterTime' is the wrong type, expected type 'timestamp'",
      );
    return this.state.snapshots.at(time?.toBigInt());
  }

  private async contextOf(
    name: string,
    request: Request,
    connection: ClientConnection,
    command: Command,
  ): Promise<CommandContext> {
    const { body, sequences } = request;
    const database = body['$db'];
    if (typeof database !== 'string') throw new ServerError(40571, 'OP_MSG requests require a $db argument');
    const session = this.state.sessions.use(body['lsid']);
    const inTransaction = session && body['autocommit'] === false;
    if (inTransaction && !command.inTransaction) {
      throw new ServerError(
        ErrorCode.OperationNotSupportedInTransaction,
        `Cannot run '${name}' in a multi-document transaction.`,
      );
    }
    const concern = readConcernOf(body);
    const snapshot = inTransaction ? undefined : this.snapshotOf(name, concern);
    const transaction =
      inTransaction && !endsTransaction(name)
        ? await this.state.sessions.transactionOf(session, body)
        : undefined;
    const maxTimeMs = isNumeric(body['maxTimeMS']) && name !== 'getMore' ? toNumber(body['maxTimeMS']) : 0;
    return {
      state: this.state,
      connection,
      database,
      name,
      body,
      sequences,
      session,
      transaction,
      snapshot,
      breather: new Breather(maxTimeMs, connection.gone.signal),
      now: new Date(),
    };
  }
}

const NO_SIGNATURE = { hash: new Binary(Buffer.alloc(20)), keyId: Long.fromNumber(0) };

const endsTransaction = (name: string): boolean =>
  name === 'commitTransaction' || name === 'abortTransaction';

/** A write error ends the transaction, though the command's answer itself is not an error. */
async function runInTransaction(command: Command, context: CommandContext): Promise<Reply> {
  const reply = await command.run(context);
  if ('writeErrors' in reply) await context.transaction?.abort();
  return reply;
}

function checkFields(name: string, command: Command, body: Doc): void {
  for (const field of Object.keys(body)) {
    if (field === name || commonFields.has(field) || command.fields.includes(field)) continue;
    throw new ServerError(40415, `BSON field '${name}.${field}' is an unknown field.`, {
      codeName: 'IDLUnknownField',
    });
  }
}

/** Commands that may read a snapshot outside transactions. */
const snapshotReads = new Set(['find', 'aggregate', 'distinct']);

/** @throws ServerError for a level that is not known, or a time without the level `snapshot` */
function readConcernOf(body: Doc): Doc {
  const concern = body['readConcern'];
  if (!isDoc(concern)) return {};
  const levels = ['local', 'available', 'majority', 'linearizable', 'snapshot', undefined];
  if (!levels.includes(concern['level'] as string | undefined)) {
    throw new ServerError(
      ErrorCode.BadValue,
      `Enumeration value '${String(concern['level'])}' for field 'readConcern.level' is not a valid value.`,
    );
  }
  if (concern['atClusterTime'] !== undefined && concern['level'] !== 'snapshot') {
    throw new ServerError(
      ErrorCode.InvalidOptions,
      "readConcern.atClusterTime is allowed with level 'snapshot' only",
    );
  }
  return concern;
}

/** The name in the `client` document of a handshake. */
function appNameOf(body: Doc): string | undefined {
  const application = isDoc(body['client']) ? body['client']['application'] : undefined;
  const name = isDoc(application) ? application['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Tells which snapshot was read, so that the session's next read can ask for the same. */
function withSnapshotTime(reply: Reply, time: bigint): Reply {
  const atClusterTime = toTimestamp(time);
  if (!isCursorReply(reply)) return { ...reply, atClusterTime };
  const { cursorReply } = reply;
  return { cursorReply: { ...cursorReply, cursor: { ...cursorReply.cursor, atClusterTime } } };
}

/** One member can't acknowledge for two. */
function checkConcern(reply: Reply, body: Doc): Reply {
  const concern = body['writeConcern'];
  const wanted = isDoc(concern) ? concern['w'] : undefined;
  if (wanted === undefined || wanted === 'majority' || (isNumeric(wanted) && toNumber(wanted) <= 1))
    return reply;
  return withConcernError(reply, {
    code: 100,
    codeName: 'UnsatisfiableWriteConcern',
    errmsg: 'Not enough data-bearing nodes',
  });
}
