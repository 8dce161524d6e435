import { type Job, type OrderMetrics } from '@orders/contracts';
import { describe, expect, it } from 'vitest';
import { loadWorkerConfig } from '../config/load-worker-config';
import { ReportRenderer } from './report-renderer';
import { grouped } from './report-view';

const renderer = new ReportRenderer(
  loadWorkerConfig({ MONGO_URI: 'mongodb://x', FRONTEND_URL: 'https://orders.example.com' }),
);

const metrics: OrderMetrics = {
  rowsTotal: 100_012,
  rowsAccepted: 100_000,
  rowsRejected: 12,
  orders: 33_333,
  itemsTotal: 250_000,
  revenue: '11488064.32',
  averageOrderValue: '344.64',
  distinctProducts: 2,
  topByRevenue: [
    { productName: 'Bolt <b>M6</b> & "nut"', quantity: 200_000, revenue: '9000000.00' },
    { productName: '{{subject}}', quantity: 50_000, revenue: '2488064.32' },
  ],
  topByQuantity: [],
  largestLine: null,
  smallestLine: null,
  errorsByCode: { not_a_number: 10, missing_value: 2 },
};

const job: Job = {
  id: '65f000000000000000000001',
  status: 'completed',
  owner: { id: '65f000000000000000000002', name: 'Ada <script>', email: 'ada@example.com' },
  file: { name: 'May\r\nBcc: x <orders>.xlsx', size: 10, sha256: 'a'.repeat(64), format: 'xlsx' },
  options: { decimalSeparator: '.' },
  attempt: 1,
  maxAttempts: 3,
  priority: 0,
  progress: null,
  metrics,
  sheet: null,
  error: null,
  duplicateOf: null,
  reprocessOf: null,
  supplementOf: null,
  needsAttention: false,
  batchId: null,
  stalled: false,
  report: { state: 'pending', sentAt: null },
  fileAvailable: true,
  createdAt: '2026-05-01T10:00:00.000Z',
  startedAt: '2026-05-01T10:00:00.500Z',
  finishedAt: '2026-05-01T10:01:10.500Z',
  nextAttemptAt: null,
  version: 5,
};

describe('ReportRenderer', () => {
  it('tells the figures, the best sellers and the reasons, in both forms', () => {
    const { html, text } = renderer.render(job, false);
    for (const form of [html, text]) {
      for (const told of ['11,488,064.32', '344.64', '33,333', '250,000', '100,000', '9,000,000.00'])
        expect(form).toContain(told);
      expect(form).toContain('Not a number');
      expect(form).toContain('https://orders.example.com/jobs/65f000000000000000000001');
      expect(form).toContain('1 min 10 s');
    }
    expect(text.indexOf('Not a number: 10')).toBeLessThan(text.indexOf('Value missing: 2'));
  });

  it('keeps what people wrote as text', () => {
    const { html, text, subject } = renderer.render(job, false);
    expect(html).not.toMatch(/<script>|<b>M6|<orders>/);
    expect(html).toContain('Bolt &lt;b&gt;M6&lt;/b&gt; &amp; &quot;nut&quot;');
    expect(html).toContain('{{subject}}');
    expect(text).toContain('Bolt <b>M6</b> & "nut"');
    expect(subject).toBe('Completed, 12 rows rejected: May Bcc: x <orders>.xlsx');
  });

  it('counts one row as one', () => {
    const { subject } = renderer.render({ ...job, metrics: { ...job.metrics!, rowsRejected: 1 } }, false);
    expect(subject).toContain('Completed, 1 row rejected');
  });

  it('says why a file failed and what was seen', () => {
    const failed: Job = {
      ...job,
      status: 'failed',
      metrics: null,
      error: {
        code: 'missing_columns',
        message: 'There is no column for the price.',
        details: { missing: ['price'], headersSeen: ['Item', 'Qty'] },
      },
    };
    const { html, text, subject } = renderer.render(failed, false);
    expect(subject).toMatch(/^Failed: /);
    for (const form of [html, text]) {
      expect(form).toContain('There is no column for the price.');
      expect(form).toContain('Headers seen: Item, Qty');
      expect(form).toContain('missing_columns');
    }
  });
});

describe('ReportRenderer, of a batch', () => {
  const ended = (file: string, change: Partial<Job>): Job => ({
    ...job,
    file: { ...job.file, name: file },
    ...change,
  });
  const good = ended('good.csv', { metrics: { ...metrics, rowsRejected: 0 } });
  const partly = ended('partly.csv', { id: '65f000000000000000000003' });
  const error = { code: 'missing_columns', message: 'There is no column for the price.' } as const;
  const broken = ended('<i>broken.csv', { status: 'failed', metrics: null, error });
  const cancelled = ended('cancelled.csv', { status: 'cancelled', metrics: null });

  it('tells each file, the sums of what completed, and what failed and why', () => {
    const { subject, html, text } = renderer.renderBatch([good, partly, broken, cancelled], true);
    expect(subject).toBe('Failed: 1 of 4 files');
    for (const form of [html, text]) {
      for (const told of ['good.csv', 'partly.csv', 'Completed with rejected rows', 'Cancelled'])
        expect(form).toContain(told);
      expect(form).toContain('There is no column for the price. (code missing_columns)');
      expect(form).toContain('https://orders.example.com/jobs/65f000000000000000000003');
      expect(form).toContain('22,976,128.64');
      expect(form).toContain('100,000 rows accepted, 12 rejected');
      expect(form).toContain('Rejected rows are attached');
    }
    expect(html).toContain('&lt;i&gt;broken.csv');
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it.each([
    ['Completed: 2 files', [good, good]],
    ['Completed, 12 rows rejected: 2 files', [good, partly]],
    ['Completed: 1 of 2 files', [good, cancelled]],
    ['Failed: 2 of 2 files', [broken, broken]],
  ])('is called %s', (called, jobs) => {
    const { subject, text } = renderer.renderBatch(jobs, false);
    expect(subject).toBe(called);
    expect(text).not.toContain('attached');
  });

  it('says that a job which was started again is reported by itself', () => {
    const { text } = renderer.renderBatch([good, ended('again.csv', { status: 'processing' })], false);
    expect(text).toContain('Started again: its own report follows');
  });
});

describe('grouped', () => {
  it.each([
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['1000.00', '1,000.00'],
    ['123456789012345678901234.05', '123,456,789,012,345,678,901,234.05'],
    [1_048_576, '1,048,576'],
  ])('%s -> %s', (amount, text) => {
    expect(grouped(amount)).toBe(text);
  });
});
