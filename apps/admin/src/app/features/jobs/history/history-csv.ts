import { type Job } from '@orders/contracts';
import { durationSeconds } from '../job-figures';

/** A cell that a spreadsheet would run as a formula is made text by an apostrophe. */
const FORMULA_START = /^[=+\-@\t\r]/;

/** The list of jobs as CSV (RFC 4180) for a spreadsheet, with `header` as its first line. */
export function historyCsv(jobs: readonly Job[], header: readonly string[]): string {
  return [header, ...jobs.map(cells)].map((line) => line.map(quoted).join(',')).join('\r\n') + '\r\n';
}

function cells(job: Job): string[] {
  const { metrics } = job;
  return [
    job.file.name,
    job.owner.email,
    job.status,
    String(job.file.size),
    String(metrics?.rowsAccepted ?? ''),
    String(metrics?.rowsRejected ?? ''),
    metrics?.revenue ?? '',
    String(metrics?.itemsTotal ?? ''),
    String(metrics?.orders ?? ''),
    metrics?.averageOrderValue ?? '',
    String(durationSeconds(job) ?? ''),
    job.createdAt,
    job.finishedAt ?? '',
    job.error?.code ?? '',
    job.id,
  ];
}

function quoted(cell: string): string {
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
