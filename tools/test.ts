import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readReports } from './test-reports.ts';

/**
 * `npm test`: lint, type check, unit tests, tests against real processes and browser tests, then one line
 * that sums the tests of all suites up.
 */
const REPORTS = join(import.meta.dirname, '../dist/test-reports');

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const steps = [
  ['run-many', '-t', 'lint', 'typecheck', 'build'],
  ['run-many', '-t', 'test'],
  ['run-many', '-t', 'e2e'],
];
const failedSteps = steps.filter((step) => !succeeds(step));
const { passed, failed, skipped } = readReports(REPORTS);

for (const step of failedSteps) console.error(`Failed: nx ${step.join(' ')}`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
if (failedSteps.length > 0 || failed > 0 || passed === 0) process.exitCode = 1;

function succeeds(args: string[]): boolean {
  const nx = join(import.meta.dirname, '../node_modules/nx/dist/bin/nx.js');
  const result = spawnSync(process.execPath, [nx, ...args, '--output-style=static'], {
    stdio: 'inherit',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  return result.status === 0;
}
