import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeServer, type SpecServer } from '../src/cli/mongo-spec/requirements';
import { runTest } from '../src/cli/mongo-spec/run-test';
import { readSpecFiles } from '../src/cli/mongo-spec/spec-file';
import { RunningServer } from './running-server';

const running = new RunningServer();
let server: SpecServer;

beforeAll(async () => {
  await running.start(['--test-commands', '--without-password']);
  server = await describeServer(running.process.uri, running.client);
});
afterAll(() => running.remove());

describe.each(readSpecFiles(join(import.meta.dirname, 'spec')))('$description', (file) => {
  it.each(file.tests)('$description', async (test) => {
    expect(await runTest(file, test, server)).toEqual({ kind: 'passed' });
  });
});
