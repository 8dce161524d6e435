import { readFileSync } from 'node:fs';
import { type TestProcess } from '@orders/test-stack';
import { vi } from 'vitest';

/** Pids of a worker's parser processes. */
export const parsersOf = (worker: TestProcess): number[] => childrenOf(worker.pid);

/** Pids of a process's children (Linux). */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** The one parser process of a worker, once it is there. */
export function parserOf(worker: TestProcess): Promise<number> {
  return vi.waitUntil(() => parsersOf(worker)[0], { timeout: 10_000, interval: 5 });
}

/** Whether a process lives, and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) !== 'Z';
  } catch {
    return false;
  }
}

/** Kills a process, unless it has gone by itself. */
export function killPid(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone.
  }
}
