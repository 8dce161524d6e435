import { type Job } from '@orders/contracts';
import { ApiClient, JobWatch, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';

const file = Buffer.from('product,qty,price\nCup,1,1\n');

describe('live events', () => {
  let stack: TestStack;
  let ann: ApiClient;
  beforeAll(async () => {
    stack = await startStack({
      apis: 2,
      environment: { ADMIN_EMAIL: 'boss@example.com', FRONTEND_URL: 'https://orders.example.com' },
    });
    ann = await ApiClient.register(stack.url);
  });
  afterAll(() => stack.stop());

  it.each([
    ['no token', ''],
    ['a bad token', 'x.y.z'],
  ])('refuse a socket with %s', async (_what, token) => {
    await expect(JobWatch.open(stack.url, token)).rejects.toThrow('unauthenticated');
  });

  it('refuse a page of another origin', async () => {
    const socket = io(stack.url, {
      auth: { token: ann.token },
      transports: ['websocket'],
      extraHeaders: { Origin: 'https://evil.example.com' },
      reconnection: false,
    });
    const refused = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(false));
      socket.once('connect_error', () => resolve(true));
    });
    socket.close();
    expect(refused).toBe(true);
  });

  it('reach the owner and administrators on every API process, and nobody else', async () => {
    const other = stack.apis[1]!.url;
    const boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
    const eve = await ApiClient.register(stack.url);
    const [annThere, bossThere, eveHere] = await Promise.all([
      JobWatch.open(other, ann.token),
      JobWatch.open(other, boss.token),
      JobWatch.open(stack.url, eve.token),
    ]);
    const job = await ann.uploadOne('live.csv', file);
    const end = await annThere.finished(job.id);
    await bossThere.finished(job.id);
    expect(end).toMatchObject({ status: 'completed', metrics: { revenue: '1.00' } });
    expect(annThere.created.map((created) => created.id)).toContain(job.id);
    // Eve's own job shows that her socket hears, and heard nothing of Ann's before.
    const own = await eve.uploadOne('own.csv', file);
    await eveHere.finished(own.id);
    expect([...eveHere.ended.keys()]).toEqual([own.id]);
    expect(eveHere.created.map((created) => created.id)).toEqual([own.id]);
    for (const watch of [annThere, bossThere, eveHere]) watch.close();
  });

  it('of the end say the same as the REST answer', async () => {
    const watch = await ann.watch();
    const job = await ann.uploadOne('same.csv', file);
    const event = await watch.finished(job.id);
    watch.close();
    const rest = await ann.job(job.id);
    // The report is sent after the end, and counts as a change.
    const comparable = (shown: Job) => ({ ...shown, report: null, version: 0 });
    expect(comparable(event)).toEqual(comparable(rest));
  });

  it('end with the session of whoever is switched off', async () => {
    const boss = new ApiClient(stack.url);
    const login = await boss.post<{ accessToken: string }>('auth/login', {
      email: 'boss@example.com',
      password: 'a long enough password',
    });
    boss.token = login.body.accessToken;
    const leaver = await ApiClient.register(stack.url);
    const watch = await JobWatch.open(stack.apis[1]!.url, leaver.token);
    const closed = new Promise<string>((resolve) => watch.socket.once('disconnect', resolve));
    expect((await boss.send('PATCH', `users/${leaver.user!.id}`, { active: false })).status).toBe(200);
    expect(await closed).toBe('io server disconnect');
    expect((await leaver.get('jobs')).status).toBe(401);
    expect(
      await boss.send('PATCH', `users/${(await boss.get<{ id: string }>('auth/me')).body.id}`, {
        role: 'member',
      }),
    ).toMatchObject({
      status: 409,
      body: { code: 'last_admin' },
    });
  });
});
