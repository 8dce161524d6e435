import { setTimeout as delay } from 'node:timers/promises';
import { Binary, Long } from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import { Breather } from '../storage/breather';
import { toTimestamp } from '../storage/cluster-clock';
import { asServerError } from '../storage/write-queue';
import { type Doc, isDoc, isNumeric, toNumber } from '../values/document';
import { type ClientConnection, notAuthenticated } from '../wire/client-connection';
import type { Request } from '../wire/message';
import { type Reply, replyBytes } from '../wire/reply';
import type { Command, CommandContext, ServerState } from './command';
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
    const [name = ''] = Object.keys(request.body);
    try {
      return this.bytes(await this.run(name, request, connection));
    } catch (error) {
      return this.bytes(
        withTransientLabel(
          withRetryLabel(this.failure(name, asServerError(error)), request.body),
          request.body,
        ),
      );
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
    checkFields(name, command, body);
    const failure = this.state.failPoints.failureOf(name, undefined);
    if (failure) {
      if (failure.blockMs > 0) await delay(failure.blockMs);
      if (failure.closeConnection) {
        connection.destroy();
        return {};
      }
      if (failure.error) throw failure.error;
    }
    const context = await this.contextOf(name, request, connection, command);
    const reply = await (context.transaction && !endsTransaction(name)
      ? context.transaction.command(() => runInTransaction(command, context))
      : command.run(context));
    return failure?.writeConcernError
      ? withRetryLabel(withConcernError(reply, failure.writeConcernError), body)
      : checkConcern(reply, body);
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
    checkReadConcern(body);
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

function checkReadConcern(body: Doc): void {
  const concern = body['readConcern'];
  if (!isDoc(concern)) return;
  const levels = ['local', 'available', 'majority', 'linearizable', 'snapshot', undefined];
  if (!levels.includes(concern['level'] as string | undefined)) {
    throw new ServerError(
      ErrorCode.BadValue,
      `Enumeration value '${String(concern['level'])}' for field 'readConcern.level' is not a valid value.`,
    );
  }
  if (concern['level'] === 'snapshot' && body['autocommit'] === undefined) {
    throw new ServerError(
      ErrorCode.InvalidOptions,
      "this server has no snapshot reads outside transactions: readConcern level 'snapshot' is refused",
    );
  }
  if (concern['atClusterTime'] !== undefined) {
    throw new ServerError(246, 'this server keeps no older snapshots', { codeName: 'SnapshotUnavailable' });
  }
}

/** Errors after which the server asks for a retryable write, or a commit, to be sent again. */
const retryableCodes = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Says that a retryable write may be sent again, unless the answer has labels of its own. */
function withRetryLabel<T extends Reply>(reply: T, body: Doc): T {
  const concern = 'writeConcernError' in reply ? reply['writeConcernError'] : undefined;
  const code = isDoc(concern) ? concern['code'] : 'code' in reply ? reply['code'] : undefined;
  const ends = 'commitTransaction' in body || 'abortTransaction' in body;
  const retryable = body['txnNumber'] !== undefined && (body['autocommit'] === undefined || ends);
  if (!retryable || 'errorLabels' in reply || !retryableCodes.has(toNumber(code))) return reply;
  return { ...reply, errorLabels: ['RetryableWriteError'] };
}

/** Errors after which a whole transaction may be tried again. */
const transientCodes = new Set([24, 112, 246, 251, 267]);

/** Says that a transaction may be tried again, unless the answer has labels of its own. */
function withTransientLabel(reply: Doc, body: Doc): Doc {
  const code = toNumber(reply['code']);
  const inTransaction = body['autocommit'] === false;
  const commits = 'commitTransaction' in body || 'abortTransaction' in body;
  const transient = transientCodes.has(code) || (!commits && retryableCodes.has(code));
  if (!inTransaction || !transient || 'errorLabels' in reply) return reply;
  return { ...reply, errorLabels: ['TransientTransactionError'] };
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

function withConcernError(reply: Reply, given: Doc): Reply {
  const { labels, ...writeConcernError } = given;
  const fields = { writeConcernError, ...(labels !== undefined && { errorLabels: labels }) };
  return 'cursorReply' in reply ? reply : { ...reply, ...fields };
}
