import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { SampleTruth } from './sample-orders.ts';

/** What a contestant prints when it is done. */
interface Figures {
  readonly rows: number;
  readonly items: number;
  readonly cents: string;
  readonly peakKilobytes: number;
}

/** One file and who reads it. */
export interface Race {
  readonly file: string;
  readonly contestants: readonly string[];
  readonly truth: SampleTruth;
  readonly rounds: number;
}

/** Medians over all rounds: seconds of the whole process, from its start to its end, and its peak of memory. */
export interface Measured {
  readonly name: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/** A contestant this slow is not run in every round. */
const SLOW_SECONDS = 5;
const SLOW_ROUNDS = 3;

/** Lets all read the file, in turns, each time in a fresh process; their figures are checked. */
export async function measure({ file, contestants, truth, rounds }: Race): Promise<Measured[]> {
  const runs = new Map(contestants.map((name) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, done] of runs) {
      if (done.length >= SLOW_ROUNDS && (done[0]?.seconds ?? 0) > SLOW_SECONDS) continue;
      const run = await runOnce(name, file, truth);
      done.push(run);
    }
  }
  return [...runs].map(([name, done]) => ({
    name,
    seconds: median(done.map(({ seconds }) => seconds)),
    megabytes: median(done.map(({ megabytes }) => megabytes)),
  }));
}

async function runOnce(name: string, file: string, truth: SampleTruth): Promise<Measured> {
  const script = join(import.meta.dirname, 'contestants', `${name}.mjs`);
  const started = performance.now();
  const child = spawn(process.execPath, ['--max-old-space-size=8192', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const seconds = (performance.now() - started) / 1000;
  const figures = JSON.parse(output) as Figures;
  if (!name.startsWith('floor')) check(name, figures, truth);
  return { name, seconds, megabytes: figures.peakKilobytes / 1024 };
}

function check(name: string, { rows, items, cents }: Figures, truth: SampleTruth): void {
  if (rows === truth.rows && items === truth.items && BigInt(cents) === truth.cents) return;
  throw new Error(
    `${name} read ${rows} rows, ${items} items, ${cents} cents; they are ${truth.rows}, ${truth.items}, ${truth.cents}`,
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
