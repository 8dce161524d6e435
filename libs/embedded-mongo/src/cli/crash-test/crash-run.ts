import { MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../start-embedded-mongo';
import {
  ACCOUNT_BALANCE,
  ACCOUNTS,
  type Acknowledged,
  type Entry,
  GROUP_SIZE,
  writeUntilGone,
} from './crash-client';

/** How a run of kills went. */
export interface CrashReport {
  kills: number;
  acknowledged: number;
  /** What was found wrong, in words; empty when every promise was kept. */
  problems: string[];
}

const CLIENTS = 4;
const FEWEST_WRITES = 20;
const MOST_WRITES = 200;
const FAIL_FAST = {
  retryWrites: false,
  serverSelectionTimeoutMS: 1000,
  socketTimeoutMS: 10_000,
  heartbeatFrequencyMS: 500,
};

/**
 * Lets four clients write, kills the server without warning after some writes, starts it again on the same data
 * and checks every promise; `kills` times.
 */
export async function crashRun(
  serverPath: string,
  dataDir: string,
  kills: number,
  onRound?: (report: CrashReport) => void,
): Promise<CrashReport> {
  const known = Array.from({ length: CLIENTS }, (): Acknowledged => ({
    single: [],
    groups: [],
    counter: 0,
    deleted: [],
  }));
  const report: CrashReport = { kills: 0, acknowledged: 0, problems: [] };
  await prepare(serverPath, dataDir);
  for (let round = 0; round < kills; round++) {
    report.acknowledged += await writeAndKill(await startEmbeddedMongo({ serverPath, dataDir }), known);
    report.kills++;
    report.problems.push(...(await check(serverPath, dataDir, known)));
    onRound?.(report);
    if (report.problems.length > 0) return report;
  }
  return report;
}

async function prepare(serverPath: string, dataDir: string): Promise<void> {
  const server = await startEmbeddedMongo({ serverPath, dataDir });
  const client = await new MongoClient(server.uri).connect();
  const database = client.db('crash');
  await database.collection('entries').createIndex({ group: 1 }, { sparse: true }, {});
  await database.collection('entries').createIndex({ client: 1, _id: 1 }, {}, {});
  await database
    .collection<{ _id: number; balance: number }>('accounts')
    .insertMany(Array.from({ length: ACCOUNTS }, (_, at) => ({ _id: at, balance: ACCOUNT_BALANCE })));
  await client.close();
  await server.stop();
}

async function writeAndKill(server: EmbeddedMongo, known: Acknowledged[]): Promise<number> {
  const clients = await Promise.all(known.map(() => new MongoClient(server.uri, FAIL_FAST).connect()));
  const enough = FEWEST_WRITES + Math.floor(Math.random() * (MOST_WRITES - FEWEST_WRITES));
  let writes = 0;
  const killed = Promise.withResolvers<unknown>();
  const onWrite = (): void => {
    if (++writes === enough) server.kill().then(killed.resolve, killed.reject);
  };
  await Promise.all([
    killed.promise,
    ...clients.map((client, at) => writeUntilGone(client, at, known[at] ?? missing(), onWrite)),
  ]);
  await Promise.all(clients.map((client) => client.close()));
  return writes;
}

function missing(): never {
  throw new Error('a client without an account');
}

async function check(serverPath: string, dataDir: string, known: Acknowledged[]): Promise<string[]> {
  const server = await startEmbeddedMongo({ serverPath, dataDir });
  const client = await new MongoClient(server.uri).connect();
  const database = client.db('crash');
  const entries = database.collection<Entry>('entries');
  const problems: string[] = [];
  const all = await entries.find().toArray();
  const ids = new Set(all.map(({ _id }) => _id));
  const groups = new Map<string, number>();
  for (const { group } of all) if (group !== undefined) groups.set(group, (groups.get(group) ?? 0) + 1);
  for (const [at, { single, groups: whole, counter, deleted }] of known.entries()) {
    problems.push(...single.filter((id) => !ids.has(id)).map((id) => `the acknowledged ${id} is lost`));
    problems.push(...deleted.filter((id) => ids.has(id)).map((id) => `the deleted ${id} is back`));
    problems.push(
      ...whole
        .filter((id) => groups.get(id) !== GROUP_SIZE)
        .map((id) => `the acknowledged group ${id} is not whole`),
    );
    const found = await database.collection<{ _id: number; n: number }>('counters').findOne({ _id: at });
    const [n, unanswered] = [found?.n ?? 0, 1];
    if (n < counter || n > counter + unanswered)
      problems.push(`counter ${at} is ${n}, ${counter} were acknowledged`);
    const account = known[at];
    // A write that was done but not answered before the kill counts from now on.
    if (account) account.counter = n;
  }
  for (const [group, count] of groups)
    if (count !== GROUP_SIZE) problems.push(`half of a command: group ${group} has ${count}`);
  problems.push(...(await checkIndexes(database, all.length)));
  await client.close();
  await server.stop();
  return problems;
}

async function checkIndexes(database: ReturnType<MongoClient['db']>, total: number): Promise<string[]> {
  const problems: string[] = [];
  const entries = database.collection('entries');
  const byIndex = await entries.countDocuments({ client: { $gte: 0 } }, { hint: { client: 1, _id: 1 } });
  if (byIndex !== total) problems.push(`the index has ${byIndex} of ${total} documents`);
  const [sum] = await database
    .collection('accounts')
    .aggregate<{ total: number }>([{ $group: { _id: null, total: { $sum: '$balance' } } }])
    .toArray();
  if (sum?.total !== ACCOUNTS * ACCOUNT_BALANCE)
    problems.push(`half of a transaction: the balances sum to ${String(sum?.total)}`);
  const { valid, errors } = (await database.command({ validate: 'entries' })) as {
    valid?: boolean;
    errors?: string[];
  };
  if (valid !== true) problems.push(`integrity check: ${String(errors)}`);
  return problems;
}
