import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { findRunningEmbeddedMongo, startEmbeddedMongo } from '../../start-embedded-mongo';
import { checkDatabase } from '../../storage/check-database';
import { type Copied, copyAll } from './copy-database';
import { exportAll, importAll } from './export-file';
import { tellReport } from './tell-report';

const USAGE = `usage: npm run db:backup  -- --to FILE           a copy of the database file, while it is in use
       npm run db:check                          whether file, documents and indexes are sound
       npm run db:export  -- --to FILE.gz        all data as Extended JSON lines
       npm run db:import  -- --from FILE.gz      the same back into an empty database
       npm run db:migrate -- --to mongodb://…    all data into a MongoDB, counts compared
       --data-dir DIR   the data folder; default $DATA_DIR/mongo or ./data/mongo`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: { type: 'string' }, from: { type: 'string' }, 'data-dir': { type: 'string' } },
});

const told = ({ namespace, documents, indexes }: Copied): void =>
  console.log(`${namespace}: ${documents} documents, ${indexes} indexes`);

const dataFolder = (): string =>
  resolve(values['data-dir'] ?? `${process.env['DATA_DIR'] ?? './data'}/mongo`);

/** Works on the server that runs on the data folder, or on one that is started for the while. */
async function withDatabase(work: (client: MongoClient) => Promise<void>): Promise<void> {
  const dataDir = dataFolder();
  const running = await findRunningEmbeddedMongo(dataDir);
  const serverPath = fileURLToPath(new URL('./server.js', import.meta.url));
  const own = running === undefined ? await startEmbeddedMongo({ serverPath, dataDir }) : undefined;
  const client = new MongoClient(running ?? own?.uri ?? '');
  try {
    await work(await client.connect());
  } finally {
    await client.close();
    await own?.stop();
  }
}

function need(option: 'to' | 'from'): string {
  const value = values[option];
  if (value === undefined) throw new Error(USAGE);
  return value;
}

async function migrate(source: MongoClient): Promise<void> {
  const target = await new MongoClient(need('to')).connect();
  try {
    await copyAll(source, target, told);
  } finally {
    await target.close();
  }
}

/** Checks the data; a server that was not running is started for the while, since it recovers from a crash. */
async function check(): Promise<void> {
  const path = join(dataFolder(), 'data.sqlite');
  if (!existsSync(path)) throw new Error(`there are no data in ${dataFolder()}`);
  await withDatabase(() => {
    const sound = tellReport(checkDatabase(path), (line) => console.log(line));
    process.exitCode = sound ? 0 : 1;
    return Promise.resolve();
  });
}

async function main(): Promise<void> {
  switch (positionals[0]) {
    case 'backup': {
      const target = resolve(need('to'));
      await withDatabase(async (client) => {
        await client.db('admin').command({ embeddedBackup: 1, target });
      });
      console.log(`backup written to ${target}; to restore, put it into an empty data folder as data.sqlite`);
      return;
    }
    case 'check':
      return check();
    case 'export':
      return withDatabase((client) => exportAll(client, need('to'), told));
    case 'import':
      return withDatabase((client) => importAll(client, need('from'), told));
    case 'migrate':
      return withDatabase(migrate);
    default:
      throw new Error(USAGE);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
