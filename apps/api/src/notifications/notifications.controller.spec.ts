import { type NotificationPage, type UnreadNotifications } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const csv = (text: string): Uint8Array => Buffer.from(text);
const GOOD = csv('product,qty,price\nCup,2,3.50\n');
const PARTLY = csv('product,qty,price\nCup,2,3.50\nCup,x,1\n');
const BROKEN = csv('product,qty\nCup,2\n');

describe('notifications', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({ environment: { ADMIN_EMAIL: 'boss@example.com' } });
  });
  afterAll(() => stack.stop());

  const list = async (client: ApiClient, query = ''): Promise<NotificationPage> =>
    (await client.get<NotificationPage>(`notifications${query}`)).body;
  const read = (client: ApiClient, body: unknown) =>
    client.post<UnreadNotifications>('notifications/read', body);

  it('tell each end once, newest first, page by page, and to their owner alone', async () => {
    const ann = await ApiClient.register(stack.url);
    const jobs = [];
    for (const [name, bytes] of [
      ['good.csv', GOOD],
      ['partly.csv', PARTLY],
      ['broken.csv', BROKEN],
    ] as const)
      jobs.unshift(await ann.process(name, bytes));
    const { items, unread } = await list(ann);
    expect(unread).toBe(3);
    expect(items.map(({ jobId, time }) => [jobId, time])).toEqual(
      jobs.map(({ id, finishedAt }) => [id, finishedAt]),
    );
    const [broken, partly, good] = items;
    expect(broken).toMatchObject({ outcome: 'failed', revenue: null, error: { code: 'missing_columns' } });
    expect(partly).toMatchObject({ outcome: 'completed_with_errors', rowsRejected: 1, revenue: '7.00' });
    expect(good).toMatchObject({ outcome: 'completed', fileName: 'good.csv', error: null, read: false });

    const first = await list(ann, '?limit=2');
    const second = await list(ann, `?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second).toMatchObject({ nextCursor: null, unread: 3 });

    const boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
    expect(await list(boss)).toMatchObject({ items: [], unread: 0 });
    expect((await read(boss, { jobIds: jobs.map(({ id }) => id) })).body).toEqual({ unread: 0 });
    expect((await list(ann)).unread).toBe(3);
  });

  it('are read one by one or up to a time, and other tabs hear of it', async () => {
    const ann = await ApiClient.register(stack.url);
    const jobs = [];
    for (const name of ['a.csv', 'b.csv', 'c.csv']) jobs.push(await ann.process(name, GOOD));
    const [first, second] = jobs;
    const tab = await ann.watch();
    const heard: number[] = [];
    const told = new Promise<void>((resolve) => {
      tab.socket.on('notifications.read', (unread) => {
        if (heard.push(unread) === 2) resolve();
      });
    });
    expect((await read(ann, { jobIds: [first!.id] })).body).toEqual({ unread: 2 });
    expect((await read(ann, { until: second!.finishedAt })).body).toEqual({ unread: 1 });
    await told;
    expect(heard).toEqual([2, 1]);
    expect((await list(ann)).items.map((item) => item.read)).toEqual([false, true, true]);
    tab.close();
    for (const body of [
      {},
      { jobIds: [] },
      { jobIds: ['x'] },
      { jobIds: [first!.id], until: first!.finishedAt },
    ])
      expect((await read(ann, body)).status).toBe(400);
  });

  it('go with a new start or the job, and come again unread at the next end; a cancel makes none', async () => {
    const ann = await ApiClient.register(stack.url);
    const job = await ann.process('broken.csv', BROKEN);
    await read(ann, { jobIds: [job.id] });
    expect((await list(ann)).unread).toBe(0);

    const boss = await ApiClient.register(stack.url, { email: 'chief@example.com' });
    const watch = await ann.watch();
    await ann.post(`jobs/${job.id}/retry`);
    await watch.finished(job.id);
    expect(await list(ann)).toMatchObject({ unread: 1, items: [{ jobId: job.id, read: false }] });
    expect((await list(boss)).items).toEqual([]);

    await stack.workers[0]!.stop();
    await ann.post(`jobs/${job.id}/retry`);
    expect(await list(ann)).toMatchObject({ unread: 0, items: [] });
    await ann.post(`jobs/${job.id}/cancel`);
    expect(await list(ann)).toMatchObject({ unread: 0, items: [] });
    await stack.workers[0]!.start();

    const other = await ann.process('good.csv', GOOD);
    expect((await ann.send('DELETE', `jobs/${other.id}`)).status).toBe(204);
    expect(await list(ann)).toMatchObject({ unread: 0, items: [] });
    watch.close();
  });
});
