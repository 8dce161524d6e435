import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, type Measured, type Race } from './measure.ts';
import { type Flavour, writeSample } from './sample-files.ts';

/** Distinct products of every sample, as a shop has them. */
const PRODUCTS = 5000;
const ROUNDS = 7;
const CONTESTANTS: Record<Flavour, string[]> = {
  shared: ['floor', 'floor-lean', 'ours', 'hucre', 'exceljs', 'sheetjs'],
  inline: ['floor', 'floor-lean', 'ours', 'hucre', 'exceljs', 'sheetjs'],
  csv: ['floor', 'ours', 'udsv', 'sheetjs'],
};

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000,100000,1000000' },
    flavours: { type: 'string', default: 'shared,inline,csv' },
    only: { type: 'string' },
    rounds: { type: 'string', default: String(ROUNDS) },
  },
});

const benchmarks = join(import.meta.dirname, '..');
const root = join(benchmarks, '..');
if (!existsSync(join(benchmarks, 'node_modules/udsv'))) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--prefix', benchmarks], { stdio: 'inherit' });
}
execFileSync('nx', ['build', 'order-reader'], { cwd: root, env: { ...process.env, NX_DAEMON: 'false' } });

await using folder = await mkdtempDisposable(join(tmpdir(), 'orders-bench-'));
console.log('| file | reader | seconds | rows/s | peak MB | times the floor | times ours |');
console.log('|---|---|---:|---:|---:|---:|---:|');
for (const flavour of values.flavours.split(',') as Flavour[]) {
  for (const rows of values.rows.split(',').map(Number)) {
    const file = join(folder.path, `${flavour}-${rows}.${flavour === 'csv' ? 'csv' : 'xlsx'}`);
    const truth = await writeSample(file, flavour, rows, PRODUCTS);
    const contestants = values.only?.split(',') ?? CONTESTANTS[flavour];
    const race: Race = { file, contestants, truth, rounds: Number(values.rounds) };
    printTable(`${flavour}, ${rows.toLocaleString('en')} rows`, rows, await measure(race));
  }
}

function printTable(file: string, rows: number, measured: Measured[]): void {
  const seconds = (name: string): number => measured.find((one) => one.name === name)?.seconds ?? NaN;
  for (const { name, seconds: own, megabytes } of measured) {
    const speed = Math.round(rows / own).toLocaleString('en');
    const ratios = [own / seconds('floor'), own / seconds('ours')].map((ratio) => ratio.toFixed(2));
    console.log(`| ${[file, name, own.toFixed(3), speed, megabytes.toFixed(0), ...ratios].join(' | ')} |`);
  }
}
