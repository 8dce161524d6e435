import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who may use the data. */
export interface Credentials {
  user: string;
  password: string;
}

const OWNER_ONLY = 0o600;

/** The credentials of a data folder, made at the first start; only their owner may read the file. */
export function loadCredentials(dataDir: string): Credentials {
  const path = join(dataDir, 'credentials.json');
  if (existsSync(path)) return parse(readFileSync(path, 'utf8'), path);
  const credentials = { user: 'orders', password: randomBytes(24).toString('base64url') };
  writePrivateFile(path, JSON.stringify(credentials));
  return credentials;
}

function parse(text: string, path: string): Credentials {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'user' in value && 'password' in value) {
    return { user: String(value.user), password: String(value.password) };
  }
  throw new Error(`${path} does not hold a user and a password`);
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivateFile(path: string, text: string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode: OWNER_ONLY });
  renameSync(draft, path);
}
