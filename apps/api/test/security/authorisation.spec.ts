import {
  type ApiKeyList,
  type Job,
  type SessionList,
  type StagedUploads,
  type User,
  type WebhookList,
} from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf, type Operation, operationsOf } from './open-api';

const FILE = Buffer.from('product,qty,price\nCup,2,3.50\nCup,x,1\n');

/** Bodies that pass validation, so that it is the owner's check that refuses. */
const BODIES: Record<string, unknown> = {
  'PATCH jobs/{id}': { priority: 5 },
  'PATCH users/{id}': { role: 'admin' },
  'PATCH webhooks/{id}': { active: false },
  'POST jobs/archive': { filter: {} },
  'POST jobs/bulk': { action: 'delete', filter: {} },
  'POST webhooks': { url: 'https://hooks.example.com/' },
  'POST api-keys': { name: 'walk', scopes: ['read'] },
  'POST notifications/read': { until: '2100-01-01T00:00:00.000Z' },
  'POST uploads/staged/{id}/inspections': { kind: 'preview', options: {} },
  'POST uploads/staged/{id}/start': { options: {} },
  'PUT notifications/preferences': { email: 'never' },
};

const PUBLIC = [
  'GET auth/options',
  'POST account/email/confirm',
  'POST account/password/forgotten',
  'POST account/password/reset',
  'POST auth/login',
  'POST auth/logout',
  'POST auth/refresh',
  'POST auth/register',
];

describe('authorisation, over every documented operation', () => {
  let stack: TestStack;
  let operations: Operation[];
  let ann: ApiClient;
  let eve: ApiClient;
  let boss: ApiClient;
  let job: Job;
  /** Ids of what is Ann's, by the beginning of the path. */
  let ids: Record<string, string>;

  beforeAll(async () => {
    stack = await startStack({ environment: { ADMIN_EMAIL: 'boss@example.com' } });
    [ann, eve, boss] = await Promise.all([
      ApiClient.register(stack.url, { name: 'Ann Ownerson', email: 'ann.ownerson@example.com' }),
      ApiClient.register(stack.url),
      ApiClient.register(stack.url, { email: 'boss@example.com' }),
    ]);
    operations = await operationsOf(stack.url);
    const watch = await ann.watch();
    job = await ann.uploadOne('ann.csv', FILE);
    await watch.until(() => watch.changed.some(({ id, report }) => id === job.id && report.state === 'sent'));
    watch.close();
    const webhook = await ann.post<{ id: string }>('webhooks', { url: 'https://hooks.example.com/ann' });
    const key = await ann.post<{ id: string }>('api-keys', { name: 'Ann’s', scopes: ['read'] });
    const sessions = await ann.get<SessionList>('account/sessions');
    const staged = await ann.upload<StagedUploads>([{ name: 'ann.csv', bytes: FILE }], {
      path: 'uploads/staged',
    });
    ids = {
      'jobs/': job.id,
      'users/': ann.user!.id,
      'mails/': `job-${job.id}-1`,
      'webhooks/': webhook.body.id,
      'api-keys/': key.body.id,
      'uploads/staged/': staged.body.items[0]!.id,
      'account/sessions/': sessions.body.items[0]!.id,
    };
  });
  afterAll(() => stack.stop());

  const call = (client: ApiClient, operation: Operation) => {
    const start = Object.keys(ids).find((prefix) => operation.path.startsWith(prefix)) ?? '';
    const path = operation.path.replace('{id}', ids[start] ?? 'unknown').replace('{deliveryId}', 'msg_1');
    if (operation.path.endsWith('/supplement'))
      return client.upload([{ name: 'x.csv', bytes: FILE }], { path });
    return client.send(operation.method, path, BODIES[nameOf(operation)]);
  };
  const addressed = () => operations.filter(({ path }) => path.includes('{'));

  it('is told apart in the document: these are public, and no others', () => {
    expect(operations.length).toBeGreaterThan(40);
    expect(
      operations
        .filter(({ isPublic }) => isPublic)
        .map(nameOf)
        .sort(),
    ).toEqual(PUBLIC);
  });

  it('without a token: 401', async () => {
    const nobody = new ApiClient(stack.url);
    for (const operation of operations.filter(({ isPublic }) => !isPublic)) {
      const answer = await call(nobody, operation);
      expect(answer, nameOf(operation)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    }
  });

  it('with a member’s token: 403 where only administrators may, and nowhere else', async () => {
    for (const operation of operations.filter(({ isPublic }) => !isPublic)) {
      const answer = await call(eve, operation);
      expect(answer.status === 403, `${nameOf(operation)} answered ${answer.status}`).toBe(
        operation.isForAdmins,
      );
    }
    const forAdmins = operations.filter(({ isForAdmins }) => isForAdmins).map(nameOf);
    expect(forAdmins).toEqual(
      expect.arrayContaining([
        'GET audit',
        'GET system',
        'GET users',
        'PATCH users/{id}',
        'POST mails/{id}/resend',
        'POST queue/pause',
      ]),
    );
  });

  it('with another one’s token: 404 for whatever is Ann’s, as if it were not there', async () => {
    for (const operation of addressed().filter(({ isForAdmins }) => !isForAdmins)) {
      const answer = await call(eve, operation);
      expect(answer, nameOf(operation)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    for (const operation of operations.filter(
      ({ method, path }) => method === 'GET' && !path.includes('{'),
    )) {
      const text = JSON.stringify((await call(eve, operation)).body);
      for (const secret of [...Object.values(ids), 'Ownerson', 'ann.csv']) {
        expect(text, nameOf(operation)).not.toContain(secret);
      }
    }
  });

  it('left everything of Ann’s as it was', async () => {
    expect(await ann.job(job.id)).toMatchObject({ status: 'completed', priority: 0, fileAvailable: true });
    expect((await ann.get<ApiKeyList>('api-keys')).body.items.map(({ name }) => name)).toEqual(['Ann’s']);
    expect((await ann.get<WebhookList>('webhooks')).body.items).toMatchObject([{ active: true }]);
    expect((await ann.get<User>('auth/me')).body).toMatchObject({ role: 'member', active: true });
    expect((await ann.get<SessionList>('account/sessions')).body.items).toHaveLength(1);
  });

  it('with an administrator’s token: nobody is refused, and everybody’s jobs are there', async () => {
    for (const path of [
      'users',
      'audit',
      'queue',
      'mails',
      'system',
      `jobs/${job.id}`,
      `jobs/${job.id}/file`,
    ]) {
      expect((await boss.get(path)).status, path).toBe(200);
    }
  });

  it('does not take role, owner or state from a body', async () => {
    const tries: [string, string, unknown][] = [
      ['PATCH', `jobs/${job.id}`, { status: 'completed', ownerId: eve.user!.id }],
      ['PUT', 'notifications/preferences', { email: 'never', role: 'admin' }],
      ['POST', 'api-keys', { name: 'x', scopes: ['read'], ownerId: ann.user!.id }],
      ['POST', 'api-keys', { name: 'x', scopes: ['admin'] }],
      ['POST', 'webhooks', { url: 'https://hooks.example.com/', ownerId: ann.user!.id }],
      [
        'POST',
        'account/password',
        { currentPassword: 'x', newPassword: 'a quite new password', id: ann.user!.id },
      ],
    ];
    for (const [method, path, body] of tries) {
      expect([400, 403], `${method} ${path}`).toContain((await eve.send(method, path, body)).status);
    }
    const form = new FormData();
    form.append('owner', ann.user!.id);
    form.append('files', new Blob([FILE]), 'eve.csv');
    expect((await eve.request('uploads', { method: 'POST', body: form })).status).toBe(400);
    expect((await eve.get<User>('auth/me')).body.role).toBe('member');
  });

  it('keeps one administrator, even when two remove each other at once', async () => {
    const second = await ApiClient.register(stack.url);
    const promoted = await boss.send('PATCH', `users/${second.user!.id}`, { role: 'admin' });
    expect(promoted.status).toBe(200);
    const answers = await Promise.all([
      boss.send('PATCH', `users/${second.user!.id}`, { active: false }),
      second.send('PATCH', `users/${boss.user!.id}`, { role: 'member' }),
    ]);
    expect(answers.map(({ status }) => status)).not.toEqual([200, 200]);
    const stillIn = await Promise.all([boss.get('users'), second.get('users')]);
    expect(stillIn.map(({ status }) => status)).toContain(200);
  });
});
