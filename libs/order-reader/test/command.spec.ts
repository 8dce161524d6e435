import { execFile } from 'node:child_process';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../vite.config';

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;

/** The command as it is built for use, run as a process of its own. */
async function orders(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(folder.path, 'dist/orders.js'), ...args], (failure, out, error) => {
      resolve({ code: failure === null ? 0 : Number(failure.code), out, error });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'orders-'));
  const outDir = join(folder.path, 'dist');
  await build({
    ...config,
    configFile: false,
    logLevel: 'error',
    build: { ...config.build, outDir, sourcemap: false },
  });
  await writeFile(join(folder.path, 'orders.csv'), 'item;qty;price\nLamp;2;3,50\nDesk;x;1\nLamp;1;1000\n');
});

afterAll(() => folder.remove());

describe('npm run orders', () => {
  it('prints figures and row errors', async () => {
    const { code, out } = await orders(join(folder.path, 'orders.csv'), '--decimal', ',');
    expect(code).toBe(0);
    expect(out).toMatch(/Rows +2 accepted, 1 rejected/);
    expect(out).toMatch(/Revenue +1,007\.00/);
    expect(out).toMatch(/B3 {2}not_a_number {2}"x"/);
    expect(out).toMatch(/rows\/s/);
  });

  it('prints JSON that a program can read', async () => {
    const { code, out } = await orders(
      join(folder.path, 'orders.csv'),
      '--json',
      '--map',
      'price==B',
      '--map',
      'quantity==B',
    );
    const { metrics, sheet, errors, rowsPerSecond } = JSON.parse(out);
    expect([code, metrics.revenue, metrics.rowsRejected, errors.length]).toEqual([0, '5.00', 1, 2]);
    expect(sheet.columns[2]).toEqual({ field: 'price', column: 'B', header: 'qty' });
    expect(rowsPerSecond).toBeGreaterThan(0);
  });

  it('ends with 1 for a file that cannot be used, and with 2 for a wrong command', async () => {
    const missing = await orders(join(folder.path, 'none.csv'));
    expect([missing.code, missing.error]).toEqual([1, 'The file is not there any more.\n']);
    expect((await orders(join(folder.path, 'none.csv'), '--json')).out).toContain('"code":"file_missing"');
    for (const args of [[], ['a', 'b'], ['a', '--nope'], ['a', '--map', 'x=y']]) {
      const { code, error } = await orders(...args);
      expect([code, error.includes('npm run orders -- FILE')]).toEqual([2, true]);
    }
  });
});
