import { type Job, type OrderMetrics, type RowErrorCode } from '@orders/contracts';
import { oneLine } from './one-line';

/** Rows of the mail's tables; the job page has the rest. */
const TOP_ROWS = 5;

const REASONS: Record<RowErrorCode, string> = {
  missing_value: 'Value missing',
  too_long: 'Text too long',
  not_a_number: 'Not a number',
  ambiguous_number: 'Ambiguous number',
  not_an_integer: 'Not a whole number',
  out_of_range: 'Out of range',
  too_many_decimals: 'Too many decimals',
  wrong_type: 'Wrong kind of value',
  formula_without_value: 'Formula without a value',
  error_cell: 'Error in the cell',
};

export type Outcome = 'completed' | 'partly' | 'failed';

export const HEADLINES: Record<Outcome, string> = {
  completed: 'Completed',
  partly: 'Completed with rejected rows',
  failed: 'Failed',
};

/** What a report says, ready to be put into a template. */
export interface ReportView {
  subject: string;
  outcome: Outcome;
  headline: string;
  fileName: string;
  ownerName: string;
  jobUrl: string;
  finishedAt: string;
  duration: string;
  sheet: string | null;
  error: { message: string; code: string; headersSeen: string | null } | null;
  figures: { label: string; value: string }[];
  topProducts: { rank: number; name: string; quantity: string; revenue: string }[];
  reasons: { label: string; count: string }[];
  /** The rejected rows come with the mail. */
  attached: boolean;
}

/** Groups a plain decimal (`"1234567.50"`, `"12"`) in threes: `1,234,567.50`. Exact for any length. */
export function grouped(amount: string | number): string {
  const [whole = '0', fraction] = String(amount).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/**
 * What the report of an ended job says.
 * @param frontendUrl where the console is
 * @param attached whether the rejected rows come with the mail
 */
export function reportView(job: Job, frontendUrl: string, attached: boolean): ReportView {
  const outcome = outcomeOf(job);
  return {
    subject: subjectOf(job, outcome),
    outcome,
    headline: HEADLINES[outcome],
    fileName: oneLine(job.file.name),
    ownerName: oneLine(job.owner.name),
    jobUrl: `${frontendUrl}/jobs/${job.id}`,
    finishedAt: job.finishedAt ? `${job.finishedAt.slice(0, 16).replace('T', ' ')} UTC` : '',
    duration: durationOf(job),
    sheet: job.sheet?.sheet ?? null,
    error: job.error && {
      message: job.error.message,
      code: job.error.code,
      headersSeen: job.error.details?.headersSeen?.join(', ') ?? null,
    },
    figures: job.metrics ? figuresOf(job.metrics) : [],
    topProducts: topProductsOf(job.metrics),
    reasons: reasonsOf(job.metrics),
    attached,
  };
}

export function outcomeOf(job: Job): Outcome {
  if (job.status !== 'completed') return 'failed';
  return job.metrics && job.metrics.rowsRejected > 0 ? 'partly' : 'completed';
}

function subjectOf(job: Job, outcome: Outcome): string {
  const name = oneLine(job.file.name).slice(0, 100);
  switch (outcome) {
    case 'completed':
      return `Completed: ${name}`;
    case 'partly':
      return `Completed, ${rows(job.metrics?.rowsRejected ?? 0)} rejected: ${name}`;
    case 'failed':
      return `Failed: ${name}`;
  }
}

function durationOf({ startedAt, finishedAt }: Job): string {
  if (!startedAt || !finishedAt) return '';
  const seconds = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function figuresOf(metrics: OrderMetrics): ReportView['figures'] {
  return [
    { label: 'Revenue', value: grouped(metrics.revenue) },
    { label: 'Average order value', value: grouped(metrics.averageOrderValue) },
    { label: 'Orders', value: grouped(metrics.orders) },
    { label: 'Items', value: grouped(metrics.itemsTotal) },
    { label: 'Products', value: grouped(metrics.distinctProducts) },
    { label: 'Rows accepted', value: grouped(metrics.rowsAccepted) },
    { label: 'Rows rejected', value: grouped(metrics.rowsRejected) },
  ];
}

function topProductsOf(metrics: OrderMetrics | null): ReportView['topProducts'] {
  return (metrics?.topByRevenue ?? []).slice(0, TOP_ROWS).map((product, index) => ({
    rank: index + 1,
    name: product.productName,
    quantity: grouped(product.quantity),
    revenue: grouped(product.revenue),
  }));
}

function reasonsOf(metrics: OrderMetrics | null): ReportView['reasons'] {
  const counts = Object.entries(metrics?.errorsByCode ?? {}) as [RowErrorCode, number][];
  return counts
    .sort(([, one], [, other]) => other - one)
    .map(([code, count]) => ({ label: REASONS[code], count: grouped(count) }));
}

export const rows = (count: number): string => `${grouped(count)} ${count === 1 ? 'row' : 'rows'}`;
