import { ClientSession, MongoBulkWriteError, type MongoClient, MongoError, MongoServerError } from 'mongodb';
import type { Doc } from '../../values/document';
import { isDoc } from '../../values/document';
import { Entities, SkipTest } from './entities';
import { mismatch } from './match-value';
import { runOperation } from './operations';
import type { CollectionData, Operation, Requirement, SpecFile, SpecTest } from './spec-file';

/** How a test ended. */
export type Outcome =
  { kind: 'passed' } | { kind: 'failed'; reason: string } | { kind: 'skipped'; reason: string };

/** The server that the tests run against. */
export interface SpecServer {
  uri: string;
  version: string;
  admin: MongoClient;
}

/** Runs one test with data and objects of its own. */
export async function runTest(file: SpecFile, test: SpecTest, server: SpecServer): Promise<Outcome> {
  const unmet =
    test.skipReason ??
    unmetRequirement(file.runOnRequirements, server) ??
    unmetRequirement(test.runOnRequirements, server);
  if (unmet !== undefined) return { kind: 'skipped', reason: unmet };
  const entities = new Entities(server.uri);
  try {
    await loadData(file.initialData ?? [], server.admin);
    await entities.create(file.createEntities ?? []);
    for (const operation of test.operations) await step(operation, entities, server);
    await checkOutcome(test.outcome ?? [], server.admin, entities);
    return { kind: 'passed' };
  } catch (error) {
    if (error instanceof SkipTest) return { kind: 'skipped', reason: error.message };
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await server.admin
      .db('admin')
      .command({ killAllSessions: [] })
      .catch(() => undefined);
    await server.admin
      .db('admin')
      .command({ configureFailPoint: 'failCommand', mode: 'off' })
      .catch(() => undefined);
    await entities.close();
  }
}

const parts = (version: string): number[] => version.split('.').map(Number);

function compareVersions(left: string, right: string): number {
  const [a, b] = [parts(left), parts(right)];
  for (let at = 0; at < 3; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function unmetRequirement(
  requirements: Requirement[] | undefined,
  { version }: SpecServer,
): string | undefined {
  if (!requirements || requirements.length === 0) return undefined;
  const met = requirements.some(
    ({ minServerVersion, maxServerVersion, topologies, serverless, csfle, auth }) =>
      (!minServerVersion || compareVersions(version, minServerVersion) >= 0) &&
      (!maxServerVersion || compareVersions(version, maxServerVersion.replace(/\.99$/, '.99')) <= 0) &&
      (!topologies || topologies.includes('replicaset')) &&
      serverless !== 'require' &&
      csfle === undefined &&
      auth !== false,
  );
  return met ? undefined : 'another topology or server version is required';
}

async function loadData(data: CollectionData[], admin: MongoClient): Promise<void> {
  for (const { databaseName, collectionName, documents, createOptions } of data) {
    const database = admin.db(databaseName);
    await database.dropCollection(collectionName).catch(() => undefined);
    await database.createCollection(collectionName, createOptions);
    if (documents.length > 0) await database.collection(collectionName).insertMany(documents);
  }
}

async function checkOutcome(data: CollectionData[], admin: MongoClient, entities: Entities): Promise<void> {
  for (const { databaseName, collectionName, documents } of data) {
    const found = await admin.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
    const reason =
      found.length === documents.length
        ? documents
            .map((doc, at) => mismatch(doc, found[at], entities, `outcome[${at}]`, false))
            .find((text) => text !== undefined)
        : `outcome: ${found.length} documents, expected ${documents.length}`;
    if (reason !== undefined) throw new Error(reason);
  }
}

async function step(operation: Operation, entities: Entities, server: SpecServer): Promise<void> {
  if (operation.object === 'testRunner') return runnerStep(operation, entities, server);
  let result: unknown;
  try {
    result = await runOperation(operation, entities);
  } catch (error) {
    if (error instanceof SkipTest || operation.ignoreResultAndError) {
      if (error instanceof SkipTest) throw error;
      return;
    }
    if (!operation.expectError)
      throw new Error(`${operation.name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    checkError(operation, error, entities);
    return;
  }
  if (operation.expectError) throw new Error(`${operation.name} succeeded, an error was expected`);
  if (operation.saveResultAsEntity !== undefined) entities.set(operation.saveResultAsEntity, result);
  if (operation.expectResult !== undefined) {
    const reason = mismatch(operation.expectResult, result ?? null, entities, operation.name);
    if (reason !== undefined) throw new Error(reason);
  }
}

function checkError(operation: Operation, error: unknown, entities: Entities): void {
  const expected = operation.expectError ?? {};
  const fail = (what: string): never => {
    throw new Error(
      `${operation.name}: ${what}; was: ${error instanceof Error ? error.message : String(error)}`,
    );
  };
  const server = error instanceof MongoServerError ? error : undefined;
  const code = server?.code;
  if (expected['isClientError'] === true && server) fail('a client error was expected');
  if (expected['errorCode'] !== undefined && code !== expected['errorCode'])
    fail(`code ${String(code)}, expected ${JSON.stringify(expected['errorCode'])}`);
  if (expected['errorCodeName'] !== undefined && server?.codeName !== expected['errorCodeName'])
    fail(`code name ${String(server?.codeName)}`);
  const contains = expected['errorContains'];
  if (
    typeof contains === 'string' &&
    !(error instanceof Error && error.message.toLowerCase().includes(contains.toLowerCase()))
  )
    fail(`'${contains}' is missing`);
  const labels = (name: string): string[] =>
    Array.isArray(expected[name]) ? (expected[name] as string[]) : [];
  for (const label of labels('errorLabelsContain'))
    if (!(error instanceof MongoError && error.hasErrorLabel(label))) fail(`label ${label} is missing`);
  for (const label of labels('errorLabelsOmit'))
    if (error instanceof MongoError && error.hasErrorLabel(label)) fail(`has label ${label}`);
  if (expected['expectResult'] !== undefined) {
    const result = error instanceof MongoBulkWriteError ? error.result : (error as Doc)['partialResult'];
    const reason = mismatch(expected['expectResult'], result, entities, operation.name);
    if (reason !== undefined) fail(reason);
  }
}

async function runnerStep(
  { name, arguments: args = {} }: Operation,
  entities: Entities,
  { admin }: SpecServer,
): Promise<void> {
  const collection = async (): Promise<boolean> =>
    (
      await admin
        .db(String(args['databaseName']))
        .listCollections({ name: String(args['collectionName']) })
        .toArray()
    ).length > 0;
  const index = async (): Promise<boolean> =>
    (await collection()) &&
    (await admin
      .db(String(args['databaseName']))
      .collection(String(args['collectionName']))
      .indexExists(String(args['indexName'])));
  const session = (): ClientSession => entities.get(String(args['session']), ClientSession);
  const expect = (what: boolean): void => {
    if (!what) throw new Error(`${name} does not hold`);
  };
  switch (name) {
    case 'failPoint':
      await admin.db('admin').command(isDoc(args['failPoint']) ? args['failPoint'] : {});
      return;
    case 'createEntities':
      return entities.create(args['entities'] as Doc[]);
    case 'assertCollectionExists': {
      expect(await collection());
      return;
    }
    case 'assertCollectionNotExists': {
      expect(!(await collection()));
      return;
    }
    case 'assertIndexExists': {
      expect(await index());
      return;
    }
    case 'assertIndexNotExists': {
      expect(!(await index()));
      return;
    }
    case 'assertSessionTransactionState': {
      expect(stateOf(session()) === args['state']);
      return;
    }
    case 'assertSessionUnpinned':
    case 'assertSessionNotDirty': {
      expect(!session().isPinned);
      return;
    }
    case 'assertSameLsidOnLastTwoCommands':
    case 'assertDifferentLsidOnLastTwoCommands':
    case 'assertSessionDirty':
    default:
      throw new SkipTest(`the runner's operation ${name}`);
  }
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
