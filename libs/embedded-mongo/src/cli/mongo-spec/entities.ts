import {
  ClientSession,
  Db,
  GridFSBucket,
  MongoClient,
  type MongoClientOptions,
  ReadPreference,
  type ReadPreferenceMode,
} from 'mongodb';
import { type Doc, isDoc } from '../../values/document';
import { ClientEvents } from './client-events';
import type { MatchContext } from './match-value';

/** The test needs something that this runner or the server does not have: skipped, with the reason. */
export class SkipTest extends Error {}

/** What runs on a thread of a test, one operation after the other. */
export class TestThread {
  private last: Promise<void> = Promise.resolve();

  run(work: () => Promise<void>): void {
    this.last = this.last.then(work);
    this.last.catch(() => undefined);
  }

  /** @throws what the first failing operation has thrown */
  join(): Promise<void> {
    return this.last;
  }
}

/** The named objects of one test. */
export class Entities implements MatchContext {
  private readonly values = new Map<string, unknown>();
  private readonly sessionIds = new Map<string, unknown>();
  private readonly observers = new Map<string, ClientEvents>();

  constructor(private readonly uri: string) {}

  async create(definitions: Doc[]): Promise<void> {
    for (const definition of definitions) {
      const [kind = '', fields] = Object.entries(definition)[0] ?? [];
      await this.createOne(kind, isDoc(fields) ? fields : {});
    }
  }

  private async createOne(kind: string, fields: Doc): Promise<void> {
    const id = String(fields['id']);
    if (kind === 'client') return this.createClient(id, fields);
    if (kind === 'session') {
      this.createSession(id, fields);
      return;
    }
    this.values.set(id, this.made(kind, fields));
  }

  private made(kind: string, fields: Doc): unknown {
    const database = (): Db => this.get(String(fields['database']), Db);
    switch (kind) {
      case 'database': {
        const client = this.get(String(fields['client']), MongoClient);
        return client.db(String(fields['databaseName']), driverOptions(fields['databaseOptions']));
      }
      case 'collection':
        return database().collection(
          String(fields['collectionName']),
          driverOptions(fields['collectionOptions']),
        );
      case 'bucket':
        return new GridFSBucket(database(), driverOptions(fields['bucketOptions']));
      case 'thread':
        return new TestThread();
      default:
        throw new SkipTest(`the runner has no entities of kind ${kind}`);
    }
  }

  private createSession(id: string, fields: Doc): void {
    const client = this.get(String(fields['client']), MongoClient);
    const session = client.startSession(driverOptions(fields['sessionOptions']));
    this.sessionIds.set(id, session.id);
    this.values.set(id, session);
  }

  private async createClient(id: string, fields: Doc): Promise<void> {
    const uri = new URL(this.uri);
    for (const [name, value] of Object.entries((fields['uriOptions'] ?? {}) as Doc))
      uri.searchParams.set(name, String(value));
    const options: MongoClientOptions = { monitorCommands: true };
    const api = fields['serverApi'];
    if (isDoc(api)) options.serverApi = api as unknown as NonNullable<MongoClientOptions['serverApi']>;
    const client = new MongoClient(uri.href, options);
    const events = new ClientEvents(client, fields);
    this.observers.set(id, events);
    for (const stored of (fields['storeEventsAsEntities'] ?? []) as Doc[])
      this.values.set(String(stored['id']), events.seen);
    this.values.set(id, client);
    await client.connect();
  }

  set(name: string, value: unknown): void {
    this.values.set(name, value);
  }

  entity(name: string): unknown {
    if (!this.values.has(name)) throw new Error(`there is no entity ${name}`);
    return this.values.get(name);
  }

  sessionId(name: string): unknown {
    return this.sessionIds.get(name);
  }

  /** What the client of that name has published. */
  events(client: string): ClientEvents {
    const events = this.observers.get(client);
    if (!events) throw new Error(`there is no client ${client}`);
    return events;
  }

  /** The entity, which has to be of that class. */
  get<T>(name: string, type: abstract new (...args: never[]) => T): T {
    const value = this.entity(name);
    if (!(value instanceof type)) throw new Error(`${name} is no ${type.name}`);
    return value;
  }

  /** Aborts transactions, and closes cursors and clients, which ends all. */
  async close(): Promise<void> {
    const all = [...this.values.values()];
    for (const value of all)
      if (value instanceof ClientSession) await value.endSession().catch(() => undefined);
    for (const value of all) if (isClosable(value)) await value.close().catch(() => undefined);
    for (const value of all) if (value instanceof MongoClient) await value.close();
  }
}

function isClosable(value: unknown): value is { close(): Promise<void> } {
  return typeof value === 'object' && value !== null && 'close' in value && !(value instanceof MongoClient);
}

/** Options as the driver takes them: concerns and preferences have the format's own names. */
export function driverOptions(given: unknown): Doc {
  const fields = { ...((given ?? {}) as Doc) };
  const transaction = fields['defaultTransactionOptions'];
  if (transaction !== undefined) fields['defaultTransactionOptions'] = driverOptions(transaction);
  const preference = fields['readPreference'];
  if (isDoc(preference)) fields['readPreference'] = readPreferenceOf(preference);
  return fields;
}

function readPreferenceOf({ mode, maxStalenessSeconds }: Doc): ReadPreference {
  const name = String(mode).replace(/^./, (letter) => letter.toLowerCase()) as ReadPreferenceMode;
  return new ReadPreference(
    name,
    undefined,
    maxStalenessSeconds === undefined ? {} : { maxStalenessSeconds: Number(maxStalenessSeconds) },
  );
}
