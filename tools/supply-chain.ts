import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockedPackage, lockedPackages } from './locked-package.ts';

/**
 * `npm run supply-chain`: lists the licences of everything that is shipped, and fails when a package has no
 * integrity in the lock file, may run a script at installation, or has a licence that was not looked at.
 */
const ROOT = join(import.meta.dirname, '..');

/** Licences that allow use in any product, without conditions on its source. */
const ACCEPTED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Python-2.0',
  'Unlicense',
]);

const packages = lockedPackages(ROOT);
const shipped = packages.filter(({ isForDevelopment }) => !isForDevelopment);
const { allowScripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  allowScripts: Record<string, boolean>;
};

const problems = [
  ...packages.filter(({ hasIntegrity }) => !hasIntegrity).map((one) => `${one.path} has no integrity`),
  ...packages
    .filter(({ name, hasInstallScript }) => hasInstallScript && allowScripts[name] !== false)
    .map((one) => `${one.path} may run a script at installation`),
  ...shipped
    .filter(({ licence }) => !isAccepted(licence))
    .map((one) => `${one.path} has the licence ${one.licence}`),
];

for (const [licence, members] of Object.entries(Object.groupBy(shipped, ({ licence }) => licence)).sort()) {
  console.log(`${licence} (${members?.length ?? 0}): ${nameAll(members ?? [])}`);
}
console.log(`${shipped.length} packages are shipped, ${packages.length} are locked`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

/** `(MIT OR GPL-3.0)` leaves the choice to us. */
function isAccepted(licence: string): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ACCEPTED.has(one.trim())));
}

function nameAll(members: LockedPackage[]): string {
  return [...new Set(members.map(({ name, version }) => `${name}@${version}`))].sort().join(', ');
}
