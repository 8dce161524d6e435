import type { MongoClient } from 'mongodb';
import { Entities, SkipTest } from './entities';
import { eventsMismatch } from './match-events';
import { mismatch } from './match-value';
import { type SpecServer, unmetRequirement } from './requirements';
import { step } from './step';
import type { CollectionData, SpecFile, SpecTest } from './spec-file';

/** How a test ended. */
export type Outcome =
  | { kind: 'passed' }
  /** `eventsOnly`: results and data are as expected, but not what the driver sent for them. */
  | { kind: 'failed'; reason: string; eventsOnly: boolean }
  | { kind: 'skipped'; reason: string };

/** The driver did something else than the file expects of it. */
class EventsDifferError extends Error {}

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
    await withinLimit(async () => {
      for (const operation of test.operations) await step(operation, entities, server);
    });
    await checkOutcome(test.outcome ?? [], server.admin, entities);
    checkEvents(test, entities);
    return { kind: 'passed' };
  } catch (error) {
    if (error instanceof SkipTest) return { kind: 'skipped', reason: error.message };
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', reason, eventsOnly: error instanceof EventsDifferError };
  } finally {
    await reset(server.admin);
    await entities.close();
  }
}

/** How long the operations of one test may take, in milliseconds: an event that never comes fails the test. */
const TEST_MS = 30_000;

async function withinLimit(work: () => Promise<void>): Promise<void> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error(`not done within ${TEST_MS} ms`)), TEST_MS);
  await Promise.race([work(), limit.promise]).finally(() => clearTimeout(timer));
}

/** Ends what a failed test may have left on the server. */
async function reset(admin: MongoClient): Promise<void> {
  for (const command of [
    { killAllSessions: [] },
    { configureFailPoint: 'failCommand', mode: 'off' },
    { configureFailPoint: 'failGetMoreAfterCursorCheckout', mode: 'off' },
    { configureFailPoint: 'onPrimaryTransactionalWrite', mode: 'off' },
  ]) {
    await admin
      .db('admin')
      .command(command)
      .catch(() => undefined);
  }
}

async function loadData(data: CollectionData[], admin: MongoClient): Promise<void> {
  for (const { databaseName, collectionName, documents, createOptions } of data) {
    const database = admin.db(databaseName);
    await database.dropCollection(collectionName).catch(() => undefined);
    await database.createCollection(collectionName, createOptions);
    if (documents.length > 0) await database.collection(collectionName).insertMany(documents);
  }
}

function checkEvents(test: SpecTest, entities: Entities): void {
  for (const expected of test.expectEvents ?? []) {
    const reason = eventsMismatch(expected, entities.events(expected.client).seen, entities);
    if (reason !== undefined) throw new EventsDifferError(`events of ${expected.client}: ${reason}`);
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
