import { ErrorCode, ServerError } from '../server-error';
import { aggregateCommand } from './aggregate-command';
import { saslContinueCommand, saslStartCommand } from './auth-commands';
import { bulkWriteCommand } from './bulk-write-command';
import { collModCommand } from './coll-mod-command';
import {
  createCommand,
  dropCommand,
  dropDatabaseCommand,
  renameCollectionCommand,
} from './collection-commands';
import type { Command } from './command';
import { countCommand, distinctCommand } from './count-commands';
import { getMoreCommand, killCursorsCommand } from './cursor-commands';
import { explainCommand } from './explain-command';
import { findAndModifyCommand } from './find-and-modify-command';
import { findCommand } from './find-command';
import {
  buildInfoCommand,
  connectionStatusCommand,
  getParameterCommand,
  helloCommand,
  hostInfoCommand,
  isMasterCommand,
  pingCommand,
  replSetGetStatusCommand,
  serverStatusCommand,
} from './handshake-commands';
import { createIndexesCommand, dropIndexesCommand, listIndexesCommand } from './index-commands';
import { listCollectionsCommand, listDatabasesCommand } from './list-commands';
import { searchIndexCommand } from './search-index-commands';
import {
  abortTransactionCommand,
  commitTransactionCommand,
  endSessionsCommand,
  killAllSessionsCommand,
  refreshSessionsCommand,
} from './session-commands';
import { collStatsCommand, dbStatsCommand, validateCommand } from './stats-commands';
import { deleteCommand, insertCommand, updateCommand } from './write-commands';

const configureFailPointCommand: Command = {
  fields: ['mode', 'data'],
  run: ({ state, body }) => ({ count: state.failPoints.configure(body), ok: 1 }),
};

/** A command of another API version, as drivers' tests of the Stable API want one. */
const testVersion2Command: Command = {
  fields: [],
  run: ({ state, name }) => {
    if (!state.failPoints.enabled)
      throw new ServerError(ErrorCode.CommandNotFound, `no such command: '${name}'`);
    return { ok: 1 };
  },
};

const backupCommand: Command = {
  fields: ['target'],
  run: async ({ state, body }) => {
    await state.engine.backup(String(body['target']));
    return { ok: 1 };
  },
};

const commands: Record<string, Command> = {
  hello: helloCommand,
  isMaster: isMasterCommand,
  ismaster: isMasterCommand,
  ping: pingCommand,
  buildInfo: buildInfoCommand,
  buildinfo: buildInfoCommand,
  getParameter: getParameterCommand,
  hostInfo: hostInfoCommand,
  serverStatus: serverStatusCommand,
  connectionStatus: connectionStatusCommand,
  replSetGetStatus: replSetGetStatusCommand,
  saslStart: saslStartCommand,
  saslContinue: saslContinueCommand,
  insert: insertCommand,
  update: updateCommand,
  delete: deleteCommand,
  bulkWrite: bulkWriteCommand,
  findAndModify: findAndModifyCommand,
  findandmodify: findAndModifyCommand,
  find: findCommand,
  getMore: getMoreCommand,
  killCursors: killCursorsCommand,
  aggregate: aggregateCommand,
  count: countCommand,
  distinct: distinctCommand,
  explain: explainCommand,
  create: createCommand,
  drop: dropCommand,
  dropDatabase: dropDatabaseCommand,
  renameCollection: renameCollectionCommand,
  listCollections: listCollectionsCommand,
  listDatabases: listDatabasesCommand,
  collMod: collModCommand,
  collStats: collStatsCommand,
  dbStats: dbStatsCommand,
  validate: validateCommand,
  createIndexes: createIndexesCommand,
  listIndexes: listIndexesCommand,
  dropIndexes: dropIndexesCommand,
  deleteIndexes: dropIndexesCommand,
  createSearchIndexes: searchIndexCommand,
  updateSearchIndex: searchIndexCommand,
  dropSearchIndex: searchIndexCommand,
  commitTransaction: commitTransactionCommand,
  abortTransaction: abortTransactionCommand,
  endSessions: endSessionsCommand,
  killSessions: endSessionsCommand,
  killAllSessions: killAllSessionsCommand,
  refreshSessions: refreshSessionsCommand,
  configureFailPoint: configureFailPointCommand,
  testVersion2: testVersion2Command,
  embeddedBackup: backupCommand,
};

/** The command of that name, undefined when there is none. */
export function commandNamed(name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}
