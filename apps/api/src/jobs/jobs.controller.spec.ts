import {
  type Job,
  type JobCounts,
  type JobPage,
  type MailContent,
  type Overview,
  type RowErrorPage,
} from '@orders/contracts';
import { sampleWorkbook } from '@orders/sample-orders';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const csv = (text: string): Uint8Array => Buffer.from(text);

describe('jobs', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let boss: ApiClient;
  beforeAll(async () => {
    stack = await startStack({ environment: { ADMIN_EMAIL: 'boss@example.com' } });
    ann = await ApiClient.register(stack.url);
    boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
  });
  afterAll(() => stack.stop());

  it('come to exact figures, with every rejected cell named', async () => {
    const { bytes, truth } = await sampleWorkbook({ rows: 3_000, badRows: 3, seed: 5 });
    const job = await ann.process('orders.xlsx', bytes);
    expect(job).toMatchObject({
      status: 'completed',
      attempt: 1,
      error: null,
      metrics: truth,
      file: { format: 'xlsx' },
    });
    const { body } = await ann.get<RowErrorPage>(`jobs/${job.id}/row-errors?limit=2`);
    expect(body.total).toBe(3);
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({
      column: 'D',
      header: 'Quantity',
      field: 'quantity',
      value: 'n/a',
      code: 'not_a_number',
    });
    const rest = await ann.get<RowErrorPage>(`jobs/${job.id}/row-errors?limit=2&cursor=${body.nextCursor}`);
    expect(rest.body.items).toHaveLength(1);
    expect(rest.body.nextCursor).toBeNull();

    const report = await ann.get<string>(`jobs/${job.id}/row-errors/report?format=csv`);
    expect(report.status).toBe(200);
    expect(report.body.split(/\r?\n/).filter((line) => line.includes('n/a'))).toHaveLength(3);
  });

  it.each([
    ['a sheet without a price', csv('productName,quantity\nCup,2\n'), 'missing_columns'],
    ['a picture named .xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'unsupported_format'],
    ['an empty file', csv(''), 'empty_file'],
  ])('fail with a clear error for %s', async (_what, bytes, code) => {
    const job = await ann.process('wrong.xlsx', bytes);
    expect(job).toMatchObject({ status: 'failed', error: { code }, metrics: null, fileAvailable: true });
    expect(job.error?.message).toMatch(/^[A-Z].{10,}\.$/s);
  });

  it('are read as the upload says', async () => {
    const job = await ann.process('artikel.csv', csv('Artikel;Stück;Preis\nTasse;3;12,50\n'), {
      decimalSeparator: ',',
      mapping: { productName: 'Artikel', quantity: 'Stück', price: 'Preis' },
    });
    expect(job).toMatchObject({ status: 'completed', metrics: { revenue: '37.50', itemsTotal: 3 } });
  });

  it('of somebody else do not exist, whatever is tried', async () => {
    const job = await ann.process('mine.csv', csv('product,qty,price\nCup,1,1\n'));
    const eve = await ApiClient.register(stack.url);
    expect((await eve.get<JobPage>('jobs')).body).toMatchObject({ items: [], total: 0 });
    for (const path of ['', '/row-errors', '/row-errors/report', '/file', '/report']) {
      expect((await eve.get(`jobs/${job.id}${path}`)).status).toBe(404);
    }
    for (const verb of ['cancel', 'retry', 'reprocess']) {
      expect((await eve.post(`jobs/${job.id}/${verb}`)).status).toBe(404);
    }
    expect((await eve.send('DELETE', `jobs/${job.id}`)).status).toBe(404);
    expect((await eve.get<Overview>('overview')).body.totals).toMatchObject({ files: 0, revenue: '0.00' });
    expect((await boss.get<Job>(`jobs/${job.id}`)).body.id).toBe(job.id);
  });

  it('page through with a cursor in every order, each job once', async () => {
    const cleo = await ApiClient.register(stack.url, { email: 'cleo@example.com', name: 'Cleo' });
    const watch = await cleo.watch();
    const made = await cleo.upload(
      [3, 1, 2, 5, 4].map((n) => ({ name: `f${n}.csv`, bytes: csv(`product,qty,price\nCup,${n},1\n`) })),
    );
    await watch.until(() => watch.ended.size === made.body.jobs.length);
    watch.close();
    for (const sort of ['fileName', '-fileName', '-revenue', 'revenue', 'createdAt', '-size']) {
      const names: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { body: JobPage } = await cleo.get(
          `jobs?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`,
        );
        names.push(...page.body.items.map((job) => job.file.name));
        cursor = page.body.nextCursor;
      }
      expect(names.toSorted()).toEqual(['f1.csv', 'f2.csv', 'f3.csv', 'f4.csv', 'f5.csv']);
      if (sort === 'fileName' || sort === 'revenue') expect(names).toEqual(names.toSorted());
      if (sort === '-fileName' || sort === '-revenue') expect(names).toEqual(names.toSorted().reverse());
    }
    expect((await cleo.get<JobPage>('jobs?search=F3')).body.items.map((job) => job.file.name)).toEqual([
      'f3.csv',
    ]);
    expect((await cleo.get<JobPage>('jobs?search=.*')).body.total).toBe(0);
    expect((await cleo.get<JobPage>('jobs?status=failed,pending')).body.total).toBe(0);
    expect((await cleo.get<JobCounts>('jobs/counts')).body).toMatchObject({ completed: 5, failed: 0 });
    expect((await cleo.get('jobs?sort=$where')).status).toBe(400);
    expect((await cleo.get('jobs?status[$ne]=failed')).body).toBeDefined();
  });

  it('sum up in the overview, exact to the cent', async () => {
    const dora = await ApiClient.register(stack.url);
    await dora.process('a.csv', csv('product,qty,price\nCup,3,0.1\n'));
    await dora.process('b.csv', csv('product,qty,price\nCup,1,0.7\nPan,2,10\n'));
    const { body } = await dora.get<Overview>('overview');
    expect(body.totals).toMatchObject({
      files: 2,
      revenue: '21.00',
      itemsTotal: 6,
      orders: 3,
      averageOrderValue: '7.00',
    });
    expect(body.topProducts).toEqual([
      { productName: 'Pan', quantity: 2, revenue: '20.00' },
      { productName: 'Cup', quantity: 4, revenue: '1.00' },
    ]);
    expect(body.latest).toHaveLength(2);
  });

  it('need attention while nobody has seen to what went wrong', async () => {
    const fay = await ApiClient.register(stack.url);
    const fine = await fay.process('fine.csv', csv('product,qty,price\nCup,3,1\n'));
    const partly = await fay.process('partly.csv', csv('product,qty,price\nCup,3,1\nPot,x,1\n'));
    const broken = await fay.process('broken.csv', csv('nothing,of,this\n1,2,3\n'));
    const attention = async (): Promise<string[]> => {
      const { body } = await fay.get<Overview>('overview');
      expect(body.attention.total).toBe(body.attention.items.length);
      const listed = await fay.get<JobPage>('jobs?needsAttention=true');
      const ids = body.attention.items.map(({ id }) => id);
      expect(listed.body.items.map(({ id }) => id)).toEqual(ids);
      return ids;
    };
    expect(fine.needsAttention).toBe(false);
    expect(await attention()).toEqual([broken.id, partly.id]);
    const past = `to=${new Date(Date.parse(fine.createdAt) - 1).toISOString()}`;
    expect((await fay.get<Overview>(`overview?${past}`)).body.attention.total).toBe(0);
    expect((await fay.get('jobs?needsAttention=false')).status).toBe(400);

    const acknowledged = await fay.post<Job>(`jobs/${partly.id}/acknowledge`);
    expect(acknowledged).toMatchObject({ status: 200, body: { id: partly.id, needsAttention: false } });
    const again = await fay.post<Job>(`jobs/${partly.id}/acknowledge`);
    expect(again.body.version).toBe(acknowledged.body.version);
    expect(await attention()).toEqual([broken.id]);

    const watch = await fay.watch();
    expect((await fay.post<Job>(`jobs/${broken.id}/retry`)).body.needsAttention).toBe(false);
    expect((await watch.finished(broken.id)).needsAttention).toBe(true);
    watch.close();
    const bulk = { action: 'acknowledge', filter: { needsAttention: 'true' } };
    expect((await fay.post('jobs/bulk', bulk)).body).toMatchObject({ matched: 1, changed: 1 });
    expect(await attention()).toEqual([]);
  });

  it('send one report, which their owner can read', async () => {
    const job = await ann.process('report.csv', csv('product,qty,price\nCup,2,3\n'));
    const watch = await ann.watch();
    if (job.report.state !== 'sent')
      await watch.until(() =>
        watch.changed.some((changed) => changed.id === job.id && changed.report.state === 'sent'),
      );
    watch.close();
    const { body } = await ann.get<MailContent>(`jobs/${job.id}/report`);
    expect(body).toMatchObject({ to: ann.user?.email, state: 'sent', transport: 'folder' });
    expect(body.text).toContain('6.00');
  });

  it('can be processed again, deleted, and not retried once completed', async () => {
    const job = await ann.process('again.csv', csv('product,qty,price\nCup,2,3\n'));
    expect(await ann.post(`jobs/${job.id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'job_not_retryable' },
    });
    expect(await ann.post(`jobs/${job.id}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'job_finished' },
    });
    const watch = await ann.watch();
    const again = await ann.post<Job>(`jobs/${job.id}/reprocess`);
    expect(again).toMatchObject({ status: 201, body: { reprocessOf: job.id } });
    await watch.finished(again.body.id);
    watch.close();
    expect((await ann.send('DELETE', `jobs/${job.id}`)).status).toBe(204);
    expect((await ann.get(`jobs/${job.id}`)).status).toBe(404);
    expect((await ann.get(`jobs/${again.body.id}/file`)).status).toBe(200);
  });

  it('gives many original files as one archive, each under a name of its own', async () => {
    const eve = await ApiClient.register(stack.url);
    const texts = ['Cup,1,1', 'Pot,2,2'].map((row) => `productName,quantity,price\n${row}\n`);
    const jobs = await Promise.all(texts.map((text) => eve.uploadOne('März.csv', Buffer.from(text))));
    const ask = (client: ApiClient, request: unknown) =>
      fetch(`${stack.url}/api/v1/jobs/archive`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      });
    for (const request of [{ ids: jobs.map(({ id }) => id) }, { filter: { search: 'März' } }]) {
      const answer = await ask(eve, request);
      expect(answer.headers.get('content-type')).toBe('application/zip');
      const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
      expect(Object.keys(files).sort()).toEqual(['März (2).csv', 'März.csv']);
      expect(
        Object.values(files)
          .map((bytes) => strFromU8(bytes))
          .sort(),
      ).toEqual([...texts].sort());
    }
    expect((await ask(ann, { ids: [jobs[0]!.id] })).status).toBe(404);
    expect((await ask(eve, { filter: { search: 'nothing like this' } })).status).toBe(404);
    expect((await ask(eve, {})).status).toBe(400);
  });
});

describe('jobs without a worker', () => {
  it('wait, can be cancelled, retried, and not deleted before their end', async () => {
    const stack = await startStack({ workers: 0 });
    try {
      const ann = await ApiClient.register(stack.url);
      const job = await ann.uploadOne('waits.csv', csv('product,qty,price\nCup,1,1\n'));
      expect(await ann.send('DELETE', `jobs/${job.id}`)).toMatchObject({
        status: 409,
        body: { code: 'job_not_finished' },
      });
      const cancelled = await Promise.all(
        Array.from({ length: 5 }, () => ann.post<Job>(`jobs/${job.id}/cancel`)),
      );
      expect(cancelled.map((answer) => answer.status).toSorted()).toEqual([200, 409, 409, 409, 409]);
      const retried = await Promise.all(
        Array.from({ length: 20 }, () => ann.post<Job>(`jobs/${job.id}/retry`)),
      );
      expect(retried.filter((answer) => answer.status === 200)).toHaveLength(1);
      expect((await ann.get('queue')).body).toMatchObject({ pending: 1, processing: 0, workersAlive: 0 });
    } finally {
      await stack.stop();
    }
  });
});
