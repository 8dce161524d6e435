import { ClientSession, Db, GridFSBucket, MongoClient } from 'mongodb';
import type { Doc } from '../../values/document';
import type { MatchContext } from './match-value';

/** The test needs something that this runner or the server does not have: skipped, with the reason. */
export class SkipTest extends Error {}

type Fields = Record<string, unknown>;

/** The named objects of one test. */
export class Entities implements MatchContext {
  private readonly values = new Map<string, unknown>();

  constructor(private readonly uri: string) {}

  async create(definitions: Doc[]): Promise<void> {
    for (const definition of definitions) {
      const [kind = '', fields] = Object.entries(definition)[0] ?? [];
      await this.createOne(kind, fields as Fields);
    }
  }

  private async createOne(kind: string, fields: Fields): Promise<void> {
    const id = String(fields['id']);
    switch (kind) {
      case 'client':
        return this.createClient(id, fields);
      case 'database': {
        const client = this.get(String(fields['client']), MongoClient);
        this.values.set(
          id,
          client.db(String(fields['databaseName']), driverOptions(fields['databaseOptions'])),
        );
        return;
      }
      case 'collection': {
        const database = this.get(String(fields['database']), Db);
        this.values.set(
          id,
          database.collection(String(fields['collectionName']), driverOptions(fields['collectionOptions'])),
        );
        return;
      }
      case 'session':
        this.values.set(
          id,
          this.get(String(fields['client']), MongoClient).startSession(
            driverOptions(fields['sessionOptions']),
          ),
        );
        return;
      case 'bucket':
        this.values.set(
          id,
          new GridFSBucket(this.get(String(fields['database']), Db), driverOptions(fields['bucketOptions'])),
        );
        return;
      default:
        throw new SkipTest(`entities of kind ${kind}`);
    }
  }

  private async createClient(id: string, fields: Fields): Promise<void> {
    if (fields['serverApi'] !== undefined) throw new SkipTest('serverApi');
    const given = (fields['uriOptions'] ?? {}) as Fields;
    const { readConcernLevel, w, ...rest } = given;
    const clientOptions: Fields = { ...rest, ...(w !== undefined && { writeConcern: { w } }) };
    if (readConcernLevel !== undefined) clientOptions['readConcern'] = { level: readConcernLevel };
    delete clientOptions['heartbeatFrequencyMS'];
    const client = new MongoClient(this.uri, clientOptions);
    await client.connect();
    this.values.set(id, client);
  }

  set(name: string, value: unknown): void {
    this.values.set(name, value);
  }

  entity(name: string): unknown {
    if (!this.values.has(name)) throw new SkipTest(`the entity ${name}`);
    return this.values.get(name);
  }

  sessionId(name: string): unknown {
    return this.get(name, ClientSession).id;
  }

  /** The entity, which has to be of that class. */
  get<T>(name: string, type: abstract new (...args: never[]) => T): T {
    const value = this.entity(name);
    if (!(value instanceof type)) throw new SkipTest(`${name} is no ${type.name}`);
    return value;
  }

  async close(): Promise<void> {
    for (const value of this.values.values()) {
      if (value instanceof ClientSession) await value.endSession();
    }
    for (const value of this.values.values()) {
      if (
        typeof value === 'object' &&
        value !== null &&
        'close' in value &&
        !(value instanceof MongoClient)
      ) {
        await (value as { close(): Promise<void> }).close();
      }
    }
    for (const value of this.values.values()) if (value instanceof MongoClient) await value.close();
  }
}

/** Options as the driver takes them: concerns and preferences have the format's own names. */
export function driverOptions(given: unknown): Doc {
  const fields = { ...((given ?? {}) as Doc) };
  const transaction = fields['defaultTransactionOptions'];
  if (transaction !== undefined) fields['defaultTransactionOptions'] = driverOptions(transaction);
  const preference = fields['readPreference'];
  if (typeof preference === 'object' && preference !== null && 'mode' in preference) {
    fields['readPreference'] = String(preference.mode).replace(/^./, (letter) => letter.toLowerCase());
  }
  return fields;
}
