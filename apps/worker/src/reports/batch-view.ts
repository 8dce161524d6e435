import { isTerminal, type Job, type OrderMetrics, sumOf } from '@orders/contracts';
import { averageOf } from '@orders/persistence';
import { oneLine } from './one-line';
import { grouped, HEADLINES, type Outcome, outcomeOf, rows } from './report-view';

/** One file of a batch, as a line of its report. */
export interface BatchLine {
  name: string;
  url: string;
  /** Class of its label; muted where nothing came of it. */
  outcome: Outcome | 'muted';
  label: string;
  revenue: string | null;
  rows: string | null;
  reason: string | null;
}

/** What the report of a batch says, ready to be put into a template. */
export interface BatchView {
  subject: string;
  outcome: Outcome;
  headline: string;
  title: string;
  ownerName: string;
  jobsUrl: string;
  files: BatchLine[];
  figures: { label: string; value: string }[];
  /** Rejected rows come with the mail. */
  attached: boolean;
}

/**
 * What the report of files that were uploaded together says.
 * @param jobs one at least; each has ended, or was started again since
 * @param frontendUrl where the console is
 * @param attached whether rejected rows come with the mail
 */
export function batchView(jobs: Job[], frontendUrl: string, attached: boolean): BatchView {
  const completed = jobs.filter(({ status }) => status === 'completed');
  const metrics = completed.flatMap((job) => job.metrics ?? []);
  const failed = jobs.filter(({ status }) => status === 'failed').length;
  const rejected = totalOf(metrics, ({ rowsRejected }) => rowsRejected);
  const title = `${grouped(jobs.length)} ${jobs.length === 1 ? 'file' : 'files'}`;
  return {
    subject: subjectOf(title, { failed, completed: completed.length, all: jobs.length, rejected }),
    ...headlineOf(failed, completed.length < jobs.length || rejected > 0),
    title,
    ownerName: oneLine(jobs[0]?.owner.name ?? ''),
    jobsUrl: `${frontendUrl}/jobs`,
    files: jobs.map((job) => lineOf(job, frontendUrl)),
    figures: metrics.length > 0 ? figuresOf(metrics, rejected) : [],
    attached,
  };
}

interface Counts {
  failed: number;
  completed: number;
  all: number;
  rejected: number;
}

function subjectOf(title: string, { failed, completed, all, rejected }: Counts): string {
  if (failed > 0) return `Failed: ${grouped(failed)} of ${title}`;
  if (completed < all) return `Completed: ${grouped(completed)} of ${title}`;
  return rejected > 0 ? `Completed, ${rows(rejected)} rejected: ${title}` : `Completed: ${title}`;
}

function headlineOf(failed: number, partly: boolean): Pick<BatchView, 'outcome' | 'headline'> {
  if (failed > 0) return { outcome: 'failed', headline: `${grouped(failed)} failed` };
  return partly
    ? { outcome: 'partly', headline: 'Completed in part' }
    : { outcome: 'completed', headline: HEADLINES.completed };
}

function lineOf(job: Job, frontendUrl: string): BatchLine {
  const { metrics, error, status } = job;
  const line = { name: oneLine(job.file.name), url: `${frontendUrl}/jobs/${job.id}` };
  if (status !== 'completed' && status !== 'failed') {
    const label = isTerminal(status) ? 'Cancelled' : 'Started again: its own report follows';
    return { ...line, outcome: 'muted', label, revenue: null, rows: null, reason: null };
  }
  const outcome = outcomeOf(job);
  return {
    ...line,
    outcome,
    label: HEADLINES[outcome],
    revenue: metrics && status === 'completed' ? grouped(metrics.revenue) : null,
    rows: metrics && `${rows(metrics.rowsAccepted)} accepted, ${grouped(metrics.rowsRejected)} rejected`,
    reason: error && `${error.message} (code ${error.code})`,
  };
}

function figuresOf(metrics: OrderMetrics[], rejected: number): BatchView['figures'] {
  const revenue = sumOf(metrics.map((file) => file.revenue));
  const orders = totalOf(metrics, (file) => file.orders);
  return [
    { label: 'Revenue', value: grouped(revenue) },
    { label: 'Average order value', value: grouped(averageOf(revenue, orders)) },
    { label: 'Orders', value: grouped(orders) },
    { label: 'Items', value: grouped(totalOf(metrics, ({ itemsTotal }) => itemsTotal)) },
    { label: 'Rows accepted', value: grouped(totalOf(metrics, ({ rowsAccepted }) => rowsAccepted)) },
    { label: 'Rows rejected', value: grouped(rejected) },
  ];
}

const totalOf = (metrics: OrderMetrics[], of: (file: OrderMetrics) => number): number =>
  metrics.reduce((total, file) => total + of(file), 0);
