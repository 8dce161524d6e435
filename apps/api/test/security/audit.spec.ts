import { type AuditAction, type AuditEntry, type AuditPage, type Job } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const AGENT = 'audit-test/1.0';

describe('the audit log', () => {
  let stack: TestStack;
  let boss: ApiClient;
  let ann: ApiClient;
  let job: Job;
  beforeAll(async () => {
    stack = await startStack({ environment: { ADMIN_EMAIL: 'boss@example.com' } });
    boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
    ann = await ApiClient.register(stack.url, { email: 'ann@example.com' });
    job = await ann.process('audited.csv', Buffer.from('product,qty,price\nCup,1,1\nCup,x,1\n'));
  });
  afterAll(() => stack.stop());

  const entries = async (query: string): Promise<AuditEntry[]> =>
    (await boss.get<AuditPage>(`audit?${query}`)).body.items;
  const newest = async (action: AuditAction): Promise<AuditEntry> =>
    (await entries(`action=${action}&limit=1`))[0]!;

  it('tells of sign-ins that worked and that did not: who, when, from where', async () => {
    const before = Date.now();
    const signIn = (password: string) =>
      new ApiClient(stack.url).request('auth/login', {
        method: 'POST',
        body: JSON.stringify({ email: 'ann@example.com', password }),
        headers: { 'Content-Type': 'application/json', 'User-Agent': AGENT },
      });
    await signIn('a long enough password');
    const worked = await newest('signed_in');
    expect(worked).toMatchObject({
      actor: { id: ann.user!.id, email: 'ann@example.com' },
      address: '127.0.0.1',
      userAgent: AGENT,
      apiKeyId: null,
    });
    expect(Math.abs(Date.parse(worked.time) - before)).toBeLessThan(60_000);
    await signIn('not the password');
    expect(await newest('sign_in_failed')).toMatchObject({ actor: null, detail: 'ann@example.com' });
    expect(JSON.stringify(await entries('limit=200'))).not.toContain('password"');
  });

  it('tells of changed roles, and of what was refused', async () => {
    const { id } = (await ApiClient.register(stack.url)).user!;
    await boss.send('PATCH', `users/${id}`, { role: 'admin' });
    expect(await newest('account_changed')).toMatchObject({
      actor: { email: 'boss@example.com' },
      subject: id,
      detail: '{"role":"admin"}',
    });
    await ann.get('users');
    expect(await newest('access_refused')).toMatchObject({
      actor: { email: 'ann@example.com' },
      detail: 'GET /api/v1/users',
    });
  });

  it('tells of settings, keys, downloads and deletions', async () => {
    await ann.send('PUT', 'notifications/preferences', { email: 'failed' });
    await ann.get(`jobs/${job.id}/file`);
    await ann.get(`jobs/${job.id}/row-errors/report?format=csv`);
    await ann.get('jobs/export');
    const key = await ann.post<{ id: string; key: string }>('api-keys', { name: 'Audit', scopes: ['read'] });
    const hook = await ann.post<{ id: string; secret: string }>('webhooks', {
      url: 'https://hooks.example.com/s3cr3t',
    });
    const byKey = new ApiClient(stack.url);
    byKey.token = key.body.key;
    await byKey.get(`jobs/${job.id}/file`);
    expect(await newest('file_downloaded')).toMatchObject({ subject: job.id, apiKeyId: key.body.id });
    await ann.send('DELETE', `api-keys/${key.body.id}`);
    await ann.send('DELETE', `jobs/${job.id}`);
    const mine = await entries(`actor=${ann.user!.id}&limit=200`);
    const told = new Map(mine.map(({ action, subject }) => [action, subject]));
    expect(Object.fromEntries(told)).toMatchObject({
      preferences_changed: null,
      file_downloaded: job.id,
      error_report_downloaded: job.id,
      history_exported: null,
      api_key_created: key.body.id,
      api_key_revoked: key.body.id,
      webhook_created: hook.body.id,
      job_deleted: job.id,
    });
    const text = JSON.stringify(mine);
    for (const secret of [key.body.key, hook.body.secret, 's3cr3t']) expect(text).not.toContain(secret);
  });

  it('is read page by page, newest first, without gap or repetition', async () => {
    const all = await entries('limit=200');
    const paged: AuditEntry[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AuditPage = (await boss.get<AuditPage>(`audit?limit=3${cursor && `&cursor=${cursor}`}`))
        .body;
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(paged.map(({ time }) => time)).toEqual(
      paged
        .map(({ time }) => time)
        .sort()
        .reverse(),
    );
  });

  it('can’t be changed or removed: not by an administrator, and no store of ours offers it', async () => {
    const { id } = await newest('signed_in');
    for (const method of ['PATCH', 'PUT', 'DELETE', 'POST']) {
      expect((await boss.send(method, `audit/${id}`, {})).status).toBe(404);
      expect((await boss.send(method, 'audit', {})).status).toBe(404);
    }
    const database = await MongoClient.connect(stack.mongoUri);
    expect(await database.db().collection('auditLog').countDocuments()).toBe(
      (await entries('limit=200')).length,
    );
    await database.close();
  });
});
