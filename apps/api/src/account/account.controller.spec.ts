import { type AuditPage, type User } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FILE = Buffer.from('product,qty,price\nCup,1,1\n');

describe('the account', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({ workers: 0, environment: { ADMIN_EMAIL: 'boss@example.com' } });
  });
  afterAll(() => stack.stop());

  it('changes its name, for new jobs and in the session, and the change is on record', async () => {
    const ann = await ApiClient.register(stack.url, { name: 'Ann Old' });
    const before = await ann.uploadOne('before.csv', FILE);
    const answer = await ann.send<User>('PATCH', 'account', { name: '  Ann New ' });
    expect(answer).toMatchObject({ status: 200, body: { id: ann.user!.id, name: 'Ann New' } });
    expect((await ann.get<User>('auth/me')).body.name).toBe('Ann New');
    expect((await ann.uploadOne('after.csv', FILE)).owner.name).toBe('Ann New');
    expect((await ann.job(before.id)).owner.name).toBe('Ann Old');

    const boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
    const { body } = await boss.get<AuditPage>(`audit?action=account_changed&actor=${ann.user!.id}`);
    expect(body.items).toMatchObject([{ subject: ann.user!.id, detail: '{"name":"  Ann New "}' }]);
  });

  it.each([[{ name: ' ' }], [{ name: 'x'.repeat(101) }], [{}], [{ name: 'Ann', role: 'admin' }]])(
    'refuses %j',
    async (change) => {
      const ann = await ApiClient.register(stack.url);
      expect(await ann.send('PATCH', 'account', change)).toMatchObject({
        status: 400,
        body: { code: 'validation_failed' },
      });
    },
  );
});
