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

/** Kernel ticks a second, as every Linux tells programs. */
const TICKS = 100;

/** Processor time that processes have used so far, seconds (Linux). */
export function cpuSeconds(pids: number[]): number {
  const ticks = pids.map((pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // utime and stime: fields 14 and 15 of proc_pid_stat(5), counted from the state, which is field 3.
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, own) => sum + own, 0) / TICKS;
}
