import { type Job, type JobSupplements } from '@orders/contracts';
import { ApiClient, type JobWatch, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ORIGINAL = Buffer.from('productName,quantity,price\nCup,2,2.50\nPlate,none,7.00\nPot,1,x\n');

describe('supplements', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let watch: JobWatch;
  beforeAll(async () => {
    stack = await startStack({ environment: { ADMIN_EMAIL: 'boss@example.com' } });
    ann = await ApiClient.register(stack.url, { name: 'Ann' });
    watch = await ann.watch();
  });
  afterAll(async () => {
    watch.close();
    await stack.stop();
  });

  const bring = (client: ApiClient, id: string, bytes: Uint8Array, key?: string) =>
    client.upload([{ name: 'corrected.csv', bytes }], {
      path: `jobs/${id}/supplement`,
      ...(key && { headers: { 'Idempotency-Key': key } }),
    });

  it('adds the corrected rows of the error report to the result of the job', async () => {
    const job = await ann.process('orders.csv', ORIGINAL);
    const report = await ann.get<string>(`jobs/${job.id}/row-errors/report?format=csv`);
    const corrected = report.body.replace('none', '3').replace(/,x,/, ',4.00,');
    const answer = await bring(ann, job.id, Buffer.from(corrected));
    expect(answer.status).toBe(202);
    const supplement = await watch.finished(answer.body.jobs[0]!.id);
    expect(supplement).toMatchObject({
      status: 'completed',
      supplementOf: job.id,
      metrics: { rowsAccepted: 2, revenue: '25.00' },
    });
    const { body } = await ann.get<JobSupplements>(`jobs/${job.id}/supplements`);
    expect(body.items.map(({ id }) => id)).toEqual([supplement.id]);
    expect(body.combined).toEqual({
      rowsAccepted: 3,
      rowsOpen: 0,
      orders: 3,
      itemsTotal: 6,
      revenue: '30.00',
      averageOrderValue: '10.00',
    });
    expect(await ann.job(job.id)).toMatchObject({ metrics: { revenue: '5.00' }, needsAttention: false });
  });

  it('counts an order once whose rows are in several of the files', async () => {
    const sheet = (...rows: string[]): Buffer =>
      Buffer.from(['orderId,productName,quantity,price', ...rows].join('\n'));
    const job = await ann.process(
      'split.csv',
      sheet('A-1,Cup,1,2', 'A-1,Pot,x,5', 'A-2,Pot,x,5', 'A-3,Pot,x,5'),
    );
    const bringAndWait = async (bytes: Buffer): Promise<Job> => {
      const { body } = await bring(ann, job.id, bytes);
      return watch.finished(body.jobs[0]!.id);
    };
    const first = await bringAndWait(sheet('A-1,Pot,1,5', 'A-2,Pot,1,5', 'A-3,Pot,?,5'));
    expect((await ann.job(job.id)).needsAttention).toBe(true);
    expect(first.needsAttention).toBe(false);
    expect(first.metrics).toMatchObject({ orders: 1, ordersCountedBefore: 1, rowsAccepted: 2 });
    const second = await bringAndWait(sheet('A-2,Cup,1,2', 'A-3,Pot,1,5'));
    expect(second.metrics).toMatchObject({ orders: 1, ordersCountedBefore: 1 });
    const { body } = await ann.get<JobSupplements>(`jobs/${job.id}/supplements`);
    expect(body.combined).toMatchObject({ orders: 3, revenue: '19.00', averageOrderValue: '6.33' });
  });

  it('makes one job however often the same supplement is sent', async () => {
    const job = await ann.process('orders.csv', ORIGINAL);
    const answers = await Promise.all([1, 2, 3].map(() => bring(ann, job.id, ORIGINAL, `again-${job.id}`)));
    const ids = answers.filter(({ status }) => status === 202).map(({ body }) => body.jobs[0]?.id);
    expect(new Set(ids).size).toBe(1);
    const other = await ann.process('other.csv', ORIGINAL);
    expect(await bring(ann, other.id, ORIGINAL, `again-${job.id}`)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  it('belongs to the owner of the job and to the first of them, whoever brings it', async () => {
    const boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
    const job = await ann.process('orders.csv', ORIGINAL);
    const first = (await bring(boss, job.id, Buffer.from('productName,quantity,price\nPot,1,1\n'))).body
      .jobs[0]!;
    expect(first).toMatchObject({ owner: { name: 'Ann' }, supplementOf: job.id });
    await watch.finished(first.id);
    const second = await bring(ann, first.id, Buffer.from('productName,quantity,price\nPot,2,1\n'));
    expect(second.body.jobs[0]).toMatchObject({ supplementOf: job.id });
  });

  it('is refused for a job without a result, and for somebody else’s', async () => {
    const failed = await ann.process('broken.csv', Buffer.from('nothing,of,this\n1,2,3\n'));
    expect(await bring(ann, failed.id, ORIGINAL)).toMatchObject({
      status: 409,
      body: { code: 'job_not_finished' },
    });
    const eve = await ApiClient.register(stack.url);
    expect((await bring(eve, failed.id, ORIGINAL)).status).toBe(404);
    expect((await eve.get(`jobs/${failed.id}/supplements`)).status).toBe(404);
  });
});
