import { ErrorCode, ServerError } from '../server-error';
import { noSuchTransaction } from '../sessions/transaction';
import { integerOf } from '../values/arithmetic';
import { isBinary, isDoc } from '../values/document';
import type { Command, CommandContext } from './command';

function transactionNumber({ body, session }: CommandContext): bigint {
  if (!session || body['txnNumber'] === undefined || body['autocommit'] !== false) {
    throw new ServerError(
      ErrorCode.InvalidOptions,
      'commitTransaction and abortTransaction need a session with a transaction',
    );
  }
  return integerOf(body['txnNumber']);
}

export const commitTransactionCommand: Command = {
  fields: ['recoveryToken'],
  inTransaction: true,
  run: async (context) => {
    const number = transactionNumber(context);
    const transaction = context.session?.transaction;
    if (transaction?.number !== number || transaction.state === 'aborted') throw noSuchTransaction(number);
    if (transaction.state === 'active') await transaction.commit();
    return { ok: 1 };
  },
};

export const abortTransactionCommand: Command = {
  fields: ['recoveryToken'],
  inTransaction: true,
  run: async (context) => {
    const number = transactionNumber(context);
    const transaction = context.session?.transaction;
    if (transaction?.number !== number || transaction.state === 'aborted')
      throw noSuchTransaction(number, false);
    if (transaction.state === 'committed') {
      throw new ServerError(ErrorCode.TransactionCommitted, `Transaction ${number} has been committed.`);
    }
    await transaction.abort();
    return { ok: 1 };
  },
};

export const endSessionsCommand: Command = {
  fields: [],
  run: async ({ body, state }) => {
    const ids = body['endSessions'] ?? body['killSessions'];
    const list = Array.isArray(ids) ? (ids as unknown[]) : [];
    for (const lsid of list) {
      const id = isDoc(lsid) ? lsid['id'] : undefined;
      if (isBinary(id)) state.cursors.killSession(Buffer.from(id.buffer).toString('hex'));
    }
    await state.sessions.end(list);
    return { ok: 1 };
  },
};

export const killAllSessionsCommand: Command = {
  fields: [],
  run: async ({ state }) => {
    await state.sessions.abortAll();
    return { ok: 1 };
  },
};

export const refreshSessionsCommand: Command = {
  fields: [],
  run: ({ body, state }) => {
    const list = Array.isArray(body['refreshSessions']) ? (body['refreshSessions'] as unknown[]) : [];
    for (const lsid of list) state.sessions.use(lsid);
    return { ok: 1 };
  },
};
