import type { Db, MongoClient } from 'mongodb';

/** Documents that a client writes. */
export interface Entry {
  _id: string;
  client: number;
  group?: string;
  value?: number;
}

/** What one client was told is written. */
export interface Acknowledged {
  single: string[];
  groups: string[];
  counter: number;
  deleted: string[];
}

/** Documents of one insert command, of which all or none must be there. */
export const GROUP_SIZE = 5;
export const ACCOUNTS = 4;
export const ACCOUNT_BALANCE = 1000;

/**
 * Writes without end until the server is gone, keeping account of what was acknowledged: single documents,
 * groups in one command, a counter, deletes, and transfers in transactions.
 */
export async function writeUntilGone(
  client: MongoClient,
  number: number,
  known: Acknowledged,
  onWrite: () => void,
): Promise<void> {
  const round = Date.now().toString(36);
  try {
    for (let turn = 0; ; turn++) {
      await writeOnce(client, `${number}-${round}-${turn}`, known, number);
      onWrite();
    }
  } catch {
    // The server was killed: what was acknowledged so far is what counts.
  }
}

async function writeOnce(
  client: MongoClient,
  id: string,
  known: Acknowledged,
  number: number,
): Promise<void> {
  const database = client.db('crash');
  const entries = database.collection<Entry>('entries');
  await entries.insertOne({ _id: id, client: number, value: id.length });
  known.single.push(id);
  const group = Array.from({ length: GROUP_SIZE }, (_, at) => ({
    _id: `${id}-g${at}`,
    client: number,
    group: id,
  }));
  await entries.insertMany(group);
  known.groups.push(id);
  await database
    .collection<{ _id: number; n: number }>('counters')
    .updateOne({ _id: number }, { $inc: { n: 1 } }, { upsert: true });
  known.counter++;
  const gone = known.single.shift();
  if (gone !== undefined && known.single.length > 20) {
    await entries.deleteOne({ _id: gone });
    known.deleted.push(gone);
  } else if (gone !== undefined) {
    known.single.push(gone);
  }
  await transfer(client, database, number);
}

async function transfer(client: MongoClient, database: Db, number: number): Promise<void> {
  const accounts = database.collection<{ _id: number; balance: number }>('accounts');
  const session = client.startSession();
  try {
    await session.withTransaction(
      async () => {
        await accounts.updateOne({ _id: number }, { $inc: { balance: -7 } }, { session });
        await accounts.updateOne({ _id: (number + 1) % ACCOUNTS }, { $inc: { balance: 7 } }, { session });
      },
      { timeoutMS: 10_000 },
    );
  } finally {
    await session.endSession();
  }
}
