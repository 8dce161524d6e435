import { arch, hostname, platform, release, totalmem } from 'node:os';
import { Long } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../values/serialize-document';
import type { Doc } from '../values/document';
import { MAX_MESSAGE_BYTES } from '../wire/message';
import type { Command, CommandContext } from './command';
import { MAX_STATEMENTS } from './write-commands';

/** The name of the replica set whose only member this server says it is: drivers then use transactions and streams. */
export const REPLICA_SET = 'embedded';
/** The server whose behaviour is the model. */
const MODEL_VERSION = '8.0.0';
const MAX_WIRE_VERSION = 25;
const SESSION_MINUTES = 30;

function hello(context: CommandContext, legacy: boolean): Doc {
  const { state, connection } = context;
  const primary = legacy ? { ismaster: true } : { isWritablePrimary: true };
  return {
    helloOk: true,
    ...primary,
    secondary: false,
    setName: REPLICA_SET,
    setVersion: 1,
    hosts: [state.address],
    primary: state.address,
    me: state.address,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_STATEMENTS,
    localTime: context.now,
    logicalSessionTimeoutMinutes: SESSION_MINUTES,
    connectionId: connection.id,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    ...(state.credential && { saslSupportedMechs: ['SCRAM-SHA-256'] }),
    ok: 1,
  };
}

const helloFields = [
  'hello',
  'ismaster',
  'isMaster',
  'helloOk',
  'client',
  'compression',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'loadBalanced',
  'topologyVersion',
  'maxAwaitTimeMS',
  'hostInfo',
  'backpressure',
];

export const helloCommand: Command = {
  fields: helloFields,
  open: true,
  run: (context) => hello(context, false),
};
export const isMasterCommand: Command = {
  fields: helloFields,
  open: true,
  run: (context) => hello(context, true),
};
export const pingCommand: Command = { fields: [], open: true, run: () => ({ ok: 1 }) };

export const buildInfoCommand: Command = {
  fields: [],
  open: true,
  run: () => ({
    version: MODEL_VERSION,
    versionArray: [8, 0, 0, 0],
    gitVersion: 'embedded',
    modules: ['embedded-mongo'],
    storageEngines: ['sqlite'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    ok: 1,
  }),
};

const parameters: Doc = {
  featureCompatibilityVersion: { version: '8.0' },
  authenticationMechanisms: ['SCRAM-SHA-256'],
  requireApiVersion: false,
  acceptApiVersion2: false,
  transactionLifetimeLimitSeconds: 60,
};

export const getParameterCommand: Command = {
  fields: [...Object.keys(parameters), 'enableTestCommands', 'allParameters'],
  run: ({ body, state }) => {
    const all = body['getParameter'] === '*';
    const known = Object.entries({ ...parameters, enableTestCommands: state.failPoints.enabled });
    return { ...Object.fromEntries(known.filter(([name]) => all || body[name] !== undefined)), ok: 1 };
  },
};

export const hostInfoCommand: Command = {
  fields: [],
  run: ({ now }) => ({
    system: {
      currentTime: now,
      hostname: hostname(),
      cpuArch: arch(),
      memSizeMB: Math.round(totalmem() / 2 ** 20),
    },
    os: { type: platform(), name: platform(), version: release() },
    ok: 1,
  }),
};

export const serverStatusCommand: Command = {
  fields: ['repl', 'metrics', 'locks', 'tcmalloc', 'wiredTiger', 'network', 'opcounters'],
  run: ({ state, now }) => {
    const memory = process.memoryUsage();
    const uptimeMs = now.getTime() - state.startedAt.getTime();
    return {
      host: state.address,
      version: MODEL_VERSION,
      process: 'embedded-mongo',
      pid: Long.fromNumber(process.pid),
      uptime: uptimeMs / 1000,
      uptimeMillis: Long.fromNumber(uptimeMs),
      localTime: now,
      connections: { current: state.connections(), available: 1000 },
      mem: { bits: 64, resident: Math.round(memory.rss / 2 ** 20) },
      metrics: { cursor: { open: { total: Long.fromNumber(state.cursors.size) } } },
      storageEngine: { name: 'sqlite', persistent: true, supportsCommittedReads: true },
      repl: { setName: REPLICA_SET, isWritablePrimary: true, hosts: [state.address], me: state.address },
      ok: 1,
    };
  },
};

export const connectionStatusCommand: Command = {
  fields: ['showPrivileges'],
  open: true,
  run: ({ connection }) => ({
    authInfo: {
      authenticatedUsers: connection.user === undefined ? [] : [{ user: connection.user, db: 'admin' }],
      authenticatedUserRoles: [],
    },
    ok: 1,
  }),
};

export const replSetGetStatusCommand: Command = {
  fields: [],
  run: ({ state }) => ({
    set: REPLICA_SET,
    myState: 1,
    members: [{ _id: 0, name: state.address, health: 1, stateStr: 'PRIMARY', self: true }],
    ok: 1,
  }),
};
