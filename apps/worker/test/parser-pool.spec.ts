import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type RowError } from '@orders/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadWorkerConfig } from '../src/config/load-worker-config';
import { ParserCrashedError, ParserTimeoutError } from '../src/parser/parser-errors';
import { ParserChild } from '../src/parser/parser-child';
import { ParserPool } from '../src/parser/parser-pool';
import { type ReadCommand } from '../src/parser/parser-messages';
import { WorkFolders } from '../src/workspace/work-folders';
import { bloatedOds } from './harness/bloated-ods';
import { orderSheet, slowSheet } from './harness/order-sheet';
import { childrenOf, isAlive } from './harness/processes';

const ENTRY = pathToFileURL(join(import.meta.dirname, '../../../dist/apps/worker/parser-process.js'));

let temp: string;
let started: { pool: ParserPool; folders: WorkFolders }[] = [];

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'parser-pool-'));
});

afterEach(async () => {
  for (const { pool } of started) await pool.onApplicationShutdown();
  started = [];
  await rm(temp, { recursive: true, force: true });
});

async function startPool(settings: Record<string, string> = {}) {
  const config = loadWorkerConfig({ MONGO_URI: 'mongodb://x', TEMP_DIR: temp, ...settings });
  const folders = new WorkFolders(config);
  await folders.onApplicationBootstrap();
  const pool = new ParserPool(config, ENTRY, folders);
  started.push({ pool, folders });
  return { pool, folders };
}

async function commandFor(folders: WorkFolders, bytes: Buffer, path?: string): Promise<ReadCommand> {
  const { path: folder } = await folders.make();
  const file = path ?? join(folder, 'orders');
  if (!path) await writeFile(file, bytes);
  const options = { decimalSeparator: '.' as const };
  return { task: 'read', path: file, options, limits: {}, rowErrorsKept: 100, reportRows: 1_000, folder };
}

const listener = () => {
  const errors: RowError[] = [];
  return {
    errors,
    onProgress: vi.fn(),
    onRowErrors: (batch: RowError[]): Promise<void> => {
      errors.push(...batch);
      return Promise.resolve();
    },
  };
};

const never = new AbortController().signal;

describe('ParserChild', () => {
  it('is killed without further ado when it is to read what was cancelled before', async () => {
    const { folders } = await startPool();
    const command = await commandFor(folders, orderSheet(10).bytes);
    const limits = { memoryMb: 100, workFolder: folders.own, timeoutMs: 10_000 };
    const child = new ParserChild(ENTRY, limits, () => undefined);
    const reason = new Error('cancelled');
    await expect(child.read(command, listener(), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(child.alive).toBe(false);
  });
});

describe('ParserPool', () => {
  it('takes no process for what was cancelled before', async () => {
    const { pool, folders } = await startPool();
    const command = await commandFor(folders, orderSheet(10).bytes);
    const reason = new Error('cancelled');
    await expect(pool.run(command, listener(), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(childrenOf(process.pid)).toEqual([]);
  });

  it('reads files one after another in a warm process', async () => {
    const { pool, folders } = await startPool();
    const pids = new Set<number>();
    for (const rows of [10, 1_000]) {
      const sheet = orderSheet(rows, 1, 5);
      const heard = listener();
      const command = await commandFor(folders, sheet.bytes);
      const outcome = await pool.run(command, heard, never);
      expect(outcome).toMatchObject({
        type: 'completed',
        summary: { metrics: { revenue: sheet.revenue, rowsRejected: sheet.rejected } },
      });
      expect(heard.errors).toHaveLength(Math.min(sheet.rejected, 100));
      expect(existsSync(join(command.folder, 'errors.csv'))).toBe(true);
      for (const pid of childrenOf(process.pid)) pids.add(pid);
    }
    expect(pids.size).toBe(1);
  });

  it('survives a file that its parser dies of, and says so', async () => {
    const { pool, folders } = await startPool({ PARSER_MEMORY_MB: '64' });
    const bloated = await commandFor(folders, bloatedOds());
    await expect(pool.run(bloated, listener(), never)).rejects.toThrow(ParserCrashedError);
    const fine = await commandFor(folders, orderSheet(10).bytes);
    await expect(pool.run(fine, listener(), never)).resolves.toMatchObject({ type: 'completed' });
  });

  it('kills a parser that takes too long, and one that is not wanted any more', async () => {
    const { pool, folders } = await startPool({ PARSER_TIMEOUT_MS: '1000' });
    pool.onApplicationBootstrap();
    const hang = (): number[] => {
      const pids = childrenOf(process.pid);
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      return pids;
    };
    const hanging = hang();
    const command = await commandFor(folders, slowSheet(10_000).bytes);
    await expect(pool.run(command, listener(), never)).rejects.toThrow(ParserTimeoutError);
    expect(hanging.some(isAlive)).toBe(false);

    const stop = new AbortController();
    const run = pool.run(command, listener(), stop.signal);
    const unwanted = hang();
    stop.abort(new Error('cancelled'));
    await expect(run).rejects.toThrow('cancelled');
    expect(unwanted.some(isAlive)).toBe(false);
  });

  it('shows its parsers no file but the run’s', async () => {
    const { pool, folders } = await startPool();
    const outside = join(temp, 'secret.csv');
    await writeFile(outside, orderSheet(10).bytes);
    const command = await commandFor(folders, Buffer.alloc(0), outside);
    expect(await pool.run(command, listener(), never)).not.toMatchObject({ type: 'completed' });
  });

  it('passes on what the listener throws, and keeps no parser that had not ended', async () => {
    const { pool, folders } = await startPool();
    const command = await commandFor(folders, orderSheet(100, 1, 2).bytes);
    const refusing = { onProgress: vi.fn(), onRowErrors: () => Promise.reject(new Error('no room')) };
    await expect(pool.run(command, refusing, never)).rejects.toThrow('no room');
    expect(childrenOf(process.pid).filter(isAlive)).toEqual([]);
  });
});
