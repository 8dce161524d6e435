import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { startEmbeddedMongo } from '../../start-embedded-mongo';
import { describeServer } from './requirements';
import { runTest } from './run-test';
import { readSpecFiles } from './spec-file';

/** Runs a folder of unified test format files against `MONGO_URI`, or an embedded server of its own. */
async function main(): Promise<void> {
  const folder = process.argv[2];
  if (folder === undefined)
    throw new Error('usage: npm run test:mongo-spec -- DIR (MONGO_URI: another server)');
  const given = process.env['MONGO_URI'];
  const dataDir = mkdtempSync(join(tmpdir(), 'mongo-spec-'));
  const serverPath = fileURLToPath(new URL('./server.js', import.meta.url));
  const embedded =
    given === undefined
      ? await startEmbeddedMongo({ serverPath, dataDir, args: ['--test-commands', '--without-password'] })
      : undefined;
  try {
    await runFolder(folder, given ?? embedded?.uri ?? '');
  } finally {
    await embedded?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function runFolder(folder: string, uri: string): Promise<void> {
  const admin = await new MongoClient(uri).connect();
  const server = await describeServer(uri, admin);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let eventsOnly = 0;
  for (const file of readSpecFiles(folder)) {
    for (const test of file.tests) {
      const outcome = await runTest(file, test, server);
      counts[outcome.kind]++;
      if (outcome.kind === 'failed' && outcome.eventsOnly) eventsOnly++;
      if (outcome.kind !== 'passed') {
        console.log(`${outcome.kind}: ${file.description} / ${test.description}: ${outcome.reason}`);
      }
    }
  }
  await admin.close();
  if (eventsOnly > 0) {
    console.log(`${eventsOnly} failed by the driver's events alone: results and data were as expected`);
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
