import type { ClientSession } from 'mongodb';
import type { Operation } from '../spec-file';
import type { RunInCallback, RunOperation } from './index';

/** What tests do with a session. */
export function sessionOperations(
  session: ClientSession,
  inCallback: RunInCallback,
): Record<string, RunOperation> {
  return {
    startTransaction: async (args) => {
      session.startTransaction(args);
      return Promise.resolve();
    },
    commitTransaction: (args) => session.commitTransaction(args),
    abortTransaction: (args) => session.abortTransaction(args),
    endSession: () => session.endSession(),
    withTransaction: ({ callback, ...rest }) =>
      session.withTransaction(async () => {
        for (const operation of callback as Operation[]) await inCallback(operation);
      }, rest),
  };
}
