import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { errorLines } from '@orders/config';
import { findRunningEmbeddedMongo, startEmbeddedMongo } from '@orders/embedded-mongo';
import { PROGRAMS } from './programs';
import { loadStackConfig } from './stack-config';

/** `npm run seed`: makes an account, in whichever database the system uses, running or not. */
async function main(): Promise<number> {
  const config = loadStackConfig();
  const dataDir = join(config.DATA_DIR, 'mongo');
  const running = config.MONGO_URI ?? (await findRunningEmbeddedMongo(dataDir));
  if (running !== undefined) return seed(running, config.DATA_DIR);
  const database = await startEmbeddedMongo({ serverPath: PROGRAMS.database, dataDir });
  try {
    return await seed(database.uri, config.DATA_DIR);
  } finally {
    await database.stop();
  }
}

async function seed(mongoUri: string, dataDir: string): Promise<number> {
  const child = fork(PROGRAMS.seed, process.argv.slice(2), {
    env: { ...process.env, MONGO_URI: mongoUri, DATA_DIR: dataDir },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(errorLines(error).join('\n'));
    process.exit(1);
  },
);
