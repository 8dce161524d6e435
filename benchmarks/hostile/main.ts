import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempDisposable, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_FILES } from './hostile-files.ts';

/** What a parser process is given by default. */
const HEAP_MEGABYTES = 512;
const LIMIT_SECONDS = 60;

const root = join(import.meta.dirname, '../..');
execFileSync('nx', ['build', 'order-reader'], { cwd: root, env: { ...process.env, NX_DAEMON: 'false' } });

await using folder = await mkdtempDisposable(join(tmpdir(), 'orders-hostile-'));
console.log('| file | verdict | seconds | peak MB |');
console.log('|---|---|---:|---:|');
for (const { name, extension, write } of HOSTILE_FILES) {
  const path = join(folder.path, `hostile.${extension}`);
  await write(path);
  const started = performance.now();
  const { stdout, signal, status } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${HEAP_MEGABYTES}`, join(import.meta.dirname, 'victim.mjs'), path],
    { encoding: 'utf8', timeout: LIMIT_SECONDS * 1000, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const seconds = (performance.now() - started) / 1000;
  const { verdict, megabytes } = ended(stdout, signal ?? `exit ${String(status)}`);
  console.log(`| ${name} | ${verdict} | ${seconds.toFixed(1)} | ${megabytes} |`);
  await rm(path);
}

/** A process that died said nothing: the worker takes that for `parser_crashed` or `parser_timeout`. */
function ended(output: string, how: string): { verdict: string; megabytes: number | string } {
  if (output === '') return { verdict: `process ended (${how})`, megabytes: '?' };
  return JSON.parse(output) as { verdict: string; megabytes: number };
}
