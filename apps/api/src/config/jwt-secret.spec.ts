import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveJwtSecret } from './jwt-secret';

describe('resolveJwtSecret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jwt-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes a secret once and keeps it for its owner only', () => {
    const first = resolveJwtSecret(undefined, false, folder);
    expect(Buffer.byteLength(first)).toBeGreaterThanOrEqual(32);
    expect(resolveJwtSecret(undefined, false, folder)).toBe(first);
    expect(statSync(join(folder, 'jwt-secret')).mode & 0o777).toBe(0o600);
  });

  it('takes a good secret as it is', () => {
    const secret = 'q8Z1r5Jw0uF3kLxT7bV9nM2cY6hA4sD1gE8p';
    expect(resolveJwtSecret(secret, true, folder)).toBe(secret);
  });

  it.each([
    ['none', undefined],
    ['a short one', 'short'],
    ['a sample value', 'your-256-bit-secret-goes-here-please-change'],
    ['one character over and over', 'a'.repeat(40)],
  ])('refuses %s in production', (_what, secret) => {
    expect(() => resolveJwtSecret(secret, true, folder)).toThrow(/^JWT_SECRET: /);
  });
});
