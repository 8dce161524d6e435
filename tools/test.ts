import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { readReports } from './test-reports.ts';

/**
 * `npm test`: lint, type check, unit tests, tests against real processes and browser tests, then one line
 * that sums the tests of all suites up.
 */
const REPORTS = join(import.meta.dirname, '../dist/test-reports');

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

/** What is checked without running anything gives way to the tests, which watch the clock. */
const GIVES_WAY = 10;

interface Step {
  args: string[];
  priority?: number;
}

/** One after the other; the steps of a stage run side by side. */
const stages: Step[][] = [
  [{ args: ['run-many', '-t', 'build'] }],
  [
    { args: ['run-many', '-t', 'test'] },
    { args: ['run-many', '-t', 'lint', 'typecheck', '--parallel=1'], priority: GIVES_WAY },
  ],
  [{ args: ['run-many', '-t', 'e2e'] }],
];
const failedSteps: string[] = [];
for (const stage of stages) {
  const codes = await Promise.all(stage.map(run));
  failedSteps.push(...stage.filter((_step, at) => codes[at] !== 0).map(({ args }) => args.join(' ')));
}
const { passed, failed, skipped } = readReports(REPORTS);

for (const step of failedSteps) console.error(`Failed: nx ${step}`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
if (failedSteps.length > 0 || failed > 0 || passed === 0) process.exitCode = 1;

/** Runs Nx to its end and gives its exit code. */
async function run({ args, priority }: Step): Promise<number | null> {
  const nx = join(import.meta.dirname, '../node_modules/nx/dist/bin/nx.js');
  const child = spawn(process.execPath, [nx, ...args, '--output-style=static'], {
    stdio: 'inherit',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority);
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
