import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@orders/config';

/** RFC 7518, section 3.2: a key for HS256 has at least the size of the hash. */
const MIN_BYTES = 32;

/** Secrets that stand in tutorials and examples, ours included. */
const KNOWN = /secret|change|example|your|default|password|^(.)\1*$/i;

/**
 * The secret that signs access tokens. In production it must be given and be good; elsewhere one is made
 * at the first start and kept in the data folder, readable by its owner only.
 * @throws ConfigError
 */
export function resolveJwtSecret(given: string | undefined, production: boolean, dataDir: string): string {
  if (given !== undefined) {
    if (Buffer.byteLength(given) < MIN_BYTES) {
      throw new ConfigError([
        `JWT_SECRET: must have at least ${MIN_BYTES} bytes, made at random: openssl rand -base64 48`,
      ]);
    }
    if (production && KNOWN.test(given)) {
      throw new ConfigError([
        'JWT_SECRET: looks like a sample value; make one at random: openssl rand -base64 48',
      ]);
    }
    return given;
  }
  if (production) {
    throw new ConfigError(['JWT_SECRET: is not set; make one at random: openssl rand -base64 48']);
  }
  return keptSecret(join(dataDir, 'jwt-secret'), dataDir);
}

function keptSecret(file: string, dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  try {
    // `wx`: of two processes that start together one writes, the other reads what was written.
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
