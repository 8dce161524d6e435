import { Buffer } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { EVENTS_COLLECTION, type JobStatus, userRoom } from '@orders/contracts';
import { type JobOwner } from '@orders/persistence';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { read, utils, write } from 'xlsx';
import { type Bench, startBench } from './harness/bench';
import { orderSheet } from './harness/order-sheet';

let bench: Bench;
let owner: JobOwner;

beforeAll(async () => {
  bench = await startBench({ workers: 1, smtp: true, environment: { ROW_ERRORS_KEPT: '50' } });
  owner = await bench.client.owner('ada@example.com');
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

function workbook(rows: unknown[][]): Buffer {
  return write(utils.book_new(utils.aoa_to_sheet(rows), 'May'), {
    type: 'buffer',
    bookType: 'xlsx',
  }) as Buffer;
}

describe('A file of orders', () => {
  it('becomes figures, row errors, an error report, events and a mail', async () => {
    const { client, stack } = bench;
    const bytes = workbook([
      ['Order no', 'Item', 'Qty', 'Unit price'],
      ['A1', 'Bolt', 2, 1.1],
      ['A1', 'Nut', 3, '12,50'],
      ['A2', 'Bolt', 10, 0.005],
      ['A3', '', 1, 1],
    ]);
    const id = await client.upload(owner, 'Mai "<b>".xlsx', bytes);
    const [job] = await client.untilEnded([id]);
    expect(job).toMatchObject({
      status: 'completed',
      attempt: 1,
      progress: null,
      file: { format: 'xlsx' },
      sheet: { sheet: 'May', headerRow: 1 },
      metrics: {
        rowsTotal: 4,
        rowsAccepted: 2,
        rowsRejected: 2,
        orders: 2,
        itemsTotal: 12,
        revenue: '2.25',
        averageOrderValue: '1.13',
        lineValueDistribution: [
          { from: '0.05', to: '0.10', lines: 1 },
          { from: '0.10', to: '0.20', lines: 0 },
          { from: '0.20', to: '0.50', lines: 0 },
          { from: '0.50', to: '1.00', lines: 0 },
          { from: '1.00', to: '2.00', lines: 0 },
          { from: '2.00', to: '5.00', lines: 1 },
        ],
        errorsByCode: { ambiguous_number: 1, missing_value: 1 },
      },
    });
    const { resultFence, errorReport } = await client.record(id);
    const errors = await client.rowErrors.list(id, resultFence!, { limit: 10 });
    expect(errors.items).toMatchObject([
      { row: 3, column: 'D', header: 'Unit price', value: '12,50', code: 'ambiguous_number' },
      { row: 5, column: 'B', code: 'missing_value' },
    ]);

    const csv = await buffer((await client.files.open('errorReports', errorReport!.csv)).stream);
    expect(csv.toString()).toContain('12,50');
    const xlsx = await buffer((await client.files.open('errorReports', errorReport!.xlsx)).stream);
    const report = read(xlsx);
    expect(JSON.stringify(utils.sheet_to_json(report.Sheets[report.SheetNames[0]!]!))).toContain('12,50');
    expect(await client.collection('pendingFiles')).toEqual([]);

    const { mail, to } = await stack.smtp!.mail(({ mail }) => mail.messageId?.includes(id) ?? false);
    expect(to).toEqual(['ada@example.com']);
    expect(mail.subject).toBe('Completed, 2 rows rejected: Mai "<b>".xlsx');
    expect(mail.text).toContain('Revenue: 2.25');
    expect(mail.html).toContain(`/jobs/${id}`);
    const [attached] = mail.attachments;
    expect(attached!.filename).toBe('Mai __b__ - rejected rows.xlsx');
    expect(attached!.content.equals(xlsx)).toBe(true);
    expect(mail.text).toContain('The rejected rows are attached');
    await client.until(id, ({ report }) => report.state === 'sent');

    const events = await vi.waitUntil(async () => {
      const told = await toldAbout(id);
      return told.length >= 3 && told;
    });
    expect(events.at(0)).toEqual(['job.changed', 'processing']);
    expect(events).toContainEqual(['job.finished', 'completed']);
    expect(events.at(-1)).toEqual(['job.changed', 'completed']);
  });

  it('keeps as many row errors as it may, and counts all', async () => {
    const { client } = bench;
    const sheet = orderSheet(5_000, 1, 10);
    const id = await client.upload(owner, 'many.csv', sheet.bytes);
    const [job] = await client.untilEnded([id]);
    expect(job?.metrics).toMatchObject({ rowsRejected: 500, revenue: sheet.revenue });
    const { resultFence } = await client.record(id);
    expect((await client.rowErrors.list(id, resultFence!, { limit: 1 })).total).toBe(50);
  });

  it('whose bytes are gone from storage fails with a word about it', async () => {
    const { client, stack } = bench;
    const worker = stack.workers[0]!;
    await worker.stop();
    const id = await client.upload(owner, 'gone.csv', orderSheet(10).bytes);
    await client.files.remove('orderFiles', (await client.record(id)).file.id!);
    await worker.start();
    const [job] = await client.untilEnded([id]);
    expect(job).toMatchObject({ status: 'failed', attempt: 1, error: { code: 'file_missing' } });
  });
});

async function toldAbout(id: string): Promise<[string, JobStatus][]> {
  const events = (await bench.client.collection(EVENTS_COLLECTION)) as unknown as {
    data: { packet: { data: [string, { id?: string; status: JobStatus }] }; opts: { rooms: string[] } };
  }[];
  return events
    .filter(({ data }) => data.packet.data[1].id === id && data.opts.rooms.includes(userRoom(owner.id)))
    .map(({ data }) => [data.packet.data[0], data.packet.data[1].status]);
}
