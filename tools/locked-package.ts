import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package as the lock file pins it. */
export interface LockedPackage {
  /** Where it lies: `node_modules/express`. */
  path: string;
  name: string;
  version: string;
  licence: string;
  hasIntegrity: boolean;
  hasInstallScript: boolean;
  /** Only needed to build and test. */
  isForDevelopment: boolean;
}

interface LockEntry {
  name?: string;
  version?: string;
  license?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  dev?: boolean;
}

/** Every package of the lock file in `root`; licences that it does not state are looked up where it is installed. */
export function lockedPackages(root: string): LockedPackage[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      path,
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      licence: entry.license ?? installedLicence(join(root, path)),
      hasIntegrity: entry.integrity !== undefined,
      hasInstallScript: entry.hasInstallScript === true,
      isForDevelopment: entry.dev === true,
    }));
}

/** Old packages have a list `licenses`, or say it in a file only. */
function installedLicence(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return 'unknown';
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    license?: string | { type: string };
    licenses?: { type: string }[];
  };
  const stated = typeof license === 'object' ? license.type : (license ?? licenses?.[0]?.type);
  return stated ?? licenceOfFile(folder);
}

/** The text of a licence, where it stands in a file of its own or at the end of the description. */
function licenceOfFile(folder: string): string {
  const name = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'Readme.md'].find((file) =>
    existsSync(join(folder, file)),
  );
  const text = name ? readFileSync(join(folder, name), 'utf8') : '';
  return /Permission is hereby granted, free of charge/.test(text) ? 'MIT' : 'unknown';
}
