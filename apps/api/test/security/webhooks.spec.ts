import {
  type CreatedWebhook,
  type Job,
  type WebhookDelivery,
  type WebhookDeliveryPage,
  type WebhookList,
} from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedSignature, WebhookReceiver } from './webhook-receiver';

const FILE = Buffer.from('product,qty,price\nCup,2,3.50\n');

describe('a webhook', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let boss: ApiClient;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    stack = await startStack({
      environment: {
        WEBHOOK_ALLOW: '127.0.0.1/32',
        WEBHOOK_RETRY_MS: '10',
        WEBHOOK_TIMEOUT_MS: '2000',
        ADMIN_EMAIL: 'boss@example.com',
      },
    });
    ann = await ApiClient.register(stack.url);
    boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
  });
  afterAll(async () => {
    receiver.stop();
    await stack.stop();
  });

  const hookAt = async (url: string, events?: string[]): Promise<CreatedWebhook> => {
    const answer = await ann.post<CreatedWebhook>('webhooks', { url, ...(events && { events }) });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const deliveries = async (hook: CreatedWebhook): Promise<WebhookDelivery[]> =>
    (await ann.get<WebhookDeliveryPage>(`webhooks/${hook.id}/deliveries`)).body.items;
  const settled = async (
    hook: CreatedWebhook,
    test: (one: WebhookDelivery) => boolean,
  ): Promise<WebhookDelivery> => {
    for (;;) {
      const found = (await deliveries(hook)).find(test);
      if (found) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('tells of the end of a job with a signature that holds, and logs it', async () => {
    const hook = await hookAt(`${receiver.url}/signed`);
    expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const job = await ann.process('hooked.csv', FILE);
    const [message] = await receiver.messages(1, ({ path }) => path === '/signed');
    expect(message!.headers['webhook-signature']).toBe(expectedSignature(message!, hook.secret));
    expect(Math.abs(Number(message!.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    expect(message!.headers['content-type']).toBe('application/json');
    expect(JSON.parse(message!.body)).toMatchObject({
      type: 'job.completed',
      timestamp: job.finishedAt,
      data: { id: job.id, status: 'completed', metrics: { revenue: '7.00' } },
    });
    const logged = await settled(hook, ({ state }) => state === 'delivered');
    expect(logged).toMatchObject({
      id: message!.headers['webhook-id'],
      event: 'job.completed',
      jobId: job.id,
      attempts: 1,
      lastStatus: 204,
    });
    const listed = (await ann.get<WebhookList>('webhooks')).body;
    expect(JSON.stringify(listed)).not.toContain(hook.secret);
    await ann.send('DELETE', `webhooks/${hook.id}`);
  });

  it('tries again under the same id until it is received, and again when asked to', async () => {
    let left = 2;
    receiver.answer = (response) => response.writeHead(left-- > 0 ? 503 : 200).end();
    const hook = await hookAt(`${receiver.url}/again`, ['job.completed']);
    await ann.process('again.csv', FILE);
    const messages = await receiver.messages(3, ({ path }) => path === '/again');
    expect(new Set(messages.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (const message of messages) {
      expect(message.headers['webhook-signature']).toBe(expectedSignature(message, hook.secret));
    }
    const { id } = await settled(hook, ({ state, attempts }) => state === 'delivered' && attempts === 3);
    expect((await ann.post(`webhooks/${hook.id}/deliveries/${id}/resend`)).status).toBe(202);
    await receiver.messages(4, ({ path }) => path === '/again');
    await ann.send('DELETE', `webhooks/${hook.id}`);
  });

  it('tells of cancelled and failed jobs, and only of what was asked for', async () => {
    receiver.answer = (response) => response.writeHead(200).end();
    const hook = await hookAt(`${receiver.url}/failed`, ['job.failed', 'job.cancelled']);
    await ann.process('good.csv', FILE);
    await boss.post('queue/pause');
    const cancelled = await ann.uploadOne('cancelled.csv', FILE);
    expect((await ann.post(`jobs/${cancelled.id}/cancel`)).status).toBe(200);
    await boss.post('queue/resume');
    const bad = await ann.process('bad.csv', Buffer.from('no,such,columns\n1,2,3\n'));
    expect(bad.status).toBe('failed');
    const messages = await receiver.messages(2, ({ path }) => path === '/failed');
    const told = messages.map(({ body }) => JSON.parse(body) as { type: string; data: Job });
    expect(new Map(told.map(({ type, data }) => [type, data.id]))).toEqual(
      new Map([
        ['job.cancelled', cancelled.id],
        ['job.failed', bad.id],
      ]),
    );
    expect(await deliveries(hook)).toHaveLength(2);
    await ann.send('DELETE', `webhooks/${hook.id}`);
  });

  it('is switched off by a receiver that is gone for good', async () => {
    receiver.answer = (response) => response.writeHead(410).end();
    const hook = await hookAt(`${receiver.url}/gone`);
    await ann.process('gone.csv', FILE);
    expect(await settled(hook, ({ state }) => state === 'failed')).toMatchObject({
      lastStatus: 410,
      attempts: 1,
    });
    const listed = (await ann.get<WebhookList>('webhooks')).body.items.find(({ id }) => id === hook.id);
    expect(listed).toMatchObject({ active: false });
  });

  it('follows no redirect', async () => {
    receiver.answer = (response) => response.writeHead(307, { Location: `${receiver.url}/inside` }).end();
    const hook = await hookAt(`${receiver.url}/redirect`);
    await ann.process('redirect.csv', FILE);
    await receiver.messages(2, ({ path }) => path === '/redirect');
    expect(receiver.received.filter(({ path }) => path === '/inside')).toEqual([]);
    await ann.send('DELETE', `webhooks/${hook.id}`);
  });

  it('never calls into private networks, however the address is written', async () => {
    const { port } = receiver;
    const addresses = [
      `http://127.0.0.2:${port}/`,
      `http://2130706434:${port}/`,
      `http://0x7f.2:${port}/`,
      `http://0177.0.0.2:${port}/`,
      `http://[::1]:${port}/`,
      `http://[::ffff:127.0.0.2]:${port}/`,
      `http://[::ffff:7f00:2]:${port}/`,
      `http://[64:ff9b::7f00:2]:${port}/`,
      `http://0.0.0.0:${port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'http://192.168.0.1/',
    ];
    const hooks = await Promise.all(addresses.map((url) => hookAt(url)));
    const before = receiver.received.length;
    await ann.process('inside.csv', FILE);
    for (const [index, hook] of hooks.entries()) {
      const delivery = await settled(hook, ({ state }) => state !== 'pending');
      expect(delivery, addresses[index]).toMatchObject({
        state: 'failed',
        attempts: 1,
        lastStatus: null,
        lastError: 'The address is not on the public internet',
      });
    }
    expect(receiver.received.length).toBe(before);
  });

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://user:secret@example.com/',
    'javascript:alert(1)',
    'x',
  ])('is not made for %s', async (url) => {
    expect((await ann.post('webhooks', { url })).status).toBe(400);
  });
});
