import { setTimeout as delay } from 'node:timers/promises';
import { ClientSession } from 'mongodb';
import { identityOf } from '../../values/key-encoding';
import { type Doc, isDoc } from '../../values/document';
import { type Entities, SkipTest } from './entities';
import { eventMismatch } from './match-events';
import type { SpecServer } from './requirements';
import type { Operation } from './spec-file';

type Assertion = (args: Doc, entities: Entities, server: SpecServer) => boolean | Promise<boolean>;

/** Runs an operation of the test runner itself. @throws Error when what it asserts does not hold */
export async function runRunnerOperation(
  { name, arguments: args = {} }: Operation,
  entities: Entities,
  server: SpecServer,
): Promise<void> {
  const assertion = assertions[name];
  if (assertion) {
    if (!(await assertion(args, entities, server))) throw new Error(`${name} does not hold`);
    return;
  }
  switch (name) {
    case 'failPoint':
    case 'targetedFailPoint':
      await server.admin.db('admin').command(isDoc(args['failPoint']) ? args['failPoint'] : {});
      return;
    case 'createEntities':
      return entities.create(args['entities'] as Doc[]);
    case 'wait':
      await delay(Number(args['ms']));
      return;
    case 'waitForEvent': {
      const enough = (): boolean => eventCount(args, entities) >= Number(args['count']);
      return entities.events(String(args['client'])).until(enough, 'the event');
    }
    default:
      throw new SkipTest(`the runner has no operation ${name}`);
  }
}

const assertions: Record<string, Assertion> = {
  assertCollectionExists: (args, _, server) => collectionExists(args, server),
  assertCollectionNotExists: async (args, _, server) => !(await collectionExists(args, server)),
  assertIndexExists: (args, _, server) => indexExists(args, server),
  assertIndexNotExists: async (args, _, server) => !(await indexExists(args, server)),
  assertSessionTransactionState: (args, entities) => stateOf(sessionOf(args, entities)) === args['state'],
  // Only a sharded cluster or a load balancer pins sessions to a connection.
  assertSessionPinned: (args, entities) => sessionOf(args, entities).isPinned,
  assertSessionUnpinned: (args, entities) => !sessionOf(args, entities).isPinned,
  assertSessionDirty: (args, entities) => isDirty(sessionOf(args, entities)),
  assertSessionNotDirty: (args, entities) => !isDirty(sessionOf(args, entities)),
  assertSameLsidOnLastTwoCommands: (args, entities) => sameLsid(args, entities),
  assertDifferentLsidOnLastTwoCommands: (args, entities) => !sameLsid(args, entities),
  assertNumberConnectionsCheckedOut: async (args, entities) => {
    const events = entities.events(String(args['client']));
    await events.until(() => events.checkedOut === Number(args['connections']), 'the return of connections');
    return true;
  },
  assertEventCount: (args, entities) => eventCount(args, entities) === Number(args['count']),
};

function eventCount(args: Doc, entities: Entities): number {
  const expected = isDoc(args['event']) ? args['event'] : {};
  const { seen } = entities.events(String(args['client']));
  return seen.filter((event) => eventMismatch(expected, event, entities) === undefined).length;
}

async function collectionExists(args: Doc, { admin }: SpecServer): Promise<boolean> {
  const database = admin.db(String(args['databaseName']));
  return (await database.listCollections({ name: String(args['collectionName']) }).toArray()).length > 0;
}

async function indexExists(args: Doc, server: SpecServer): Promise<boolean> {
  if (!(await collectionExists(args, server))) return false;
  const database = server.admin.db(String(args['databaseName']));
  return database.collection(String(args['collectionName'])).indexExists(String(args['indexName']));
}

const sessionOf = (args: Doc, entities: Entities): ClientSession =>
  entities.get(String(args['session']), ClientSession);

function sameLsid(args: Doc, entities: Entities): boolean {
  const [before, last] = entities.events(String(args['client'])).commands.slice(-2);
  return identityOf(before?.['lsid']) === identityOf(last?.['lsid']);
}

/** The driver marks a server session after a network error; the mark is not in its types. */
function isDirty(session: ClientSession): boolean {
  return Reflect.get(Object(Reflect.get(session, 'serverSession')), 'isDirty') === true;
}

/** The driver shows a session's state only by what it may do next; its own field is not typed. */
function stateOf(session: ClientSession): string {
  const names: Record<string, string> = {
    NO_TRANSACTION: 'none',
    STARTING_TRANSACTION: 'starting',
    TRANSACTION_IN_PROGRESS: 'in_progress',
    TRANSACTION_COMMITTED: 'committed',
    TRANSACTION_COMMITTED_EMPTY: 'committed',
    TRANSACTION_ABORTED: 'aborted',
  };
  const state = Reflect.get(Object(Reflect.get(session, 'transaction')), 'state') as string;
  return names[state] ?? state;
}
