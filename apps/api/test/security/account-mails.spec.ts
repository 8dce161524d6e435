import { type MailPage, type SessionTokens, type User } from '@orders/contracts';
import { ApiClient, type ReceivedMail, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NEW_PASSWORD = 'quite another password';

describe('account mails', () => {
  let stack: TestStack;
  let anybody: ApiClient;
  beforeAll(async () => {
    stack = await startStack({
      smtp: true,
      environment: { ADMIN_EMAIL: 'boss@example.com', FRONTEND_URL: 'https://orders.example.com' },
    });
    anybody = new ApiClient(stack.url);
  });
  afterAll(() => stack.stop());

  const mailTo = (address: string, subject: string, after = 0): Promise<ReceivedMail> =>
    stack.smtp!.mail(
      (received) =>
        stack.smtp!.received.indexOf(received) >= after &&
        received.to.includes(address) &&
        received.mail.subject === subject,
    );
  const tokenIn = ({ mail }: ReceivedMail): string => /#token=([\w-]{43})/.exec(mail.text ?? '')![1]!;
  const login = (email: string, password: string) =>
    anybody.post<SessionTokens>('auth/login', { email, password });

  it('confirm an address with a link that is good once', async () => {
    const ann = await ApiClient.register(stack.url, { email: 'ann@example.com' });
    expect(ann.user).toMatchObject({ emailConfirmed: false });
    const mail = await mailTo('ann@example.com', 'Confirm your e-mail address');
    expect(mail.mail.text).toContain('https://orders.example.com/confirm-email#token=');
    const token = tokenIn(mail);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => anybody.post('account/email/confirm', { token })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
    expect((await ann.get<User>('auth/me')).body.emailConfirmed).toBe(true);
    expect(await anybody.post('account/email/confirm', { token: 'A'.repeat(43) })).toMatchObject({
      status: 400,
      body: { code: 'link_expired' },
    });
  });

  it('set a new password with a link that is good once, and end every session', async () => {
    const email = 'forgetful@example.com';
    const client = await ApiClient.register(stack.url, { email });
    expect(
      (await anybody.post('account/password/forgotten', { email: 'FORGETFUL@example.com' })).status,
    ).toBe(202);
    const token = tokenIn(await mailTo(email, 'Set a new password'));

    // A link for one thing opens no other.
    expect((await anybody.post('account/email/confirm', { token })).status).toBe(400);
    expect((await anybody.post('account/password/reset', { token, newPassword: 'password123' })).status).toBe(
      400,
    );

    const named = await anybody.post('account/password/reset', { token, newPassword: 'forgetful2026' });
    expect(named).toMatchObject({ status: 400, body: { errors: [{ pointer: '/newPassword' }] } });

    // The link outlived both tries.
    const reset = await anybody.post('account/password/reset', { token, newPassword: NEW_PASSWORD });
    expect(reset.status).toBe(204);
    expect((await client.get('auth/me')).status).toBe(401);
    expect((await login(email, 'a long enough password')).status).toBe(401);
    expect((await login(email, NEW_PASSWORD)).body.user.emailConfirmed).toBe(true);
    expect(
      await anybody.post('account/password/reset', { token, newPassword: 'yet another password' }),
    ).toMatchObject({
      status: 400,
      body: { code: 'link_expired' },
    });
    await mailTo(email, 'Your password was changed');
  });

  it('void earlier links', async () => {
    const email = 'twice@example.com';
    await ApiClient.register(stack.url, { email });
    await anybody.post('account/password/forgotten', { email });
    const first = await mailTo(email, 'Set a new password');
    const after = stack.smtp!.received.indexOf(first) + 1;
    await anybody.post('account/password/forgotten', { email });
    const second = await mailTo(email, 'Set a new password', after);
    const reset = (mail: ReceivedMail) =>
      anybody.post('account/password/reset', { token: tokenIn(mail), newPassword: NEW_PASSWORD });
    expect((await reset(first)).status).toBe(400);
    expect((await reset(second)).status).toBe(204);
  });

  it('go to nobody without an account, and the answer does not tell', async () => {
    const [known, unknown] = await Promise.all([
      anybody.post('account/password/forgotten', { email: 'ann@example.com' }),
      anybody.post('account/password/forgotten', { email: 'nobody@example.com' }),
    ]);
    expect({ status: unknown.status, body: unknown.body }).toEqual({
      status: known.status,
      body: known.body,
    });
    await anybody.post('account/password/forgotten', { email: 'ann@example.com' });
    await mailTo('ann@example.com', 'Set a new password');
    expect(stack.smtp!.received.flatMap(({ to }) => to)).not.toContain('nobody@example.com');
  });

  it('are shown to nobody, administrators included', async () => {
    const boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
    await boss.process('report.csv', Buffer.from('product,qty,price\nCup,1,1\n'));
    await stack.smtp!.mail(({ mail }) => mail.subject === 'Completed: report.csv');
    const { body } = await boss.get<MailPage>('mails');
    expect(JSON.stringify(body)).not.toMatch(/account-|password|token/i);
  });
});

describe('in production', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({
      smtp: true,
      environment: {
        NODE_ENV: 'production',
        JWT_SECRET: 'q8Z1r5Jw0uF3kLxT7bV9nM2cY6hA4sD1gE8p',
        ADMIN_EMAIL: 'boss@example.com',
      },
    });
  });
  afterAll(() => stack.stop());

  it('an administrator’s address must be proved before it makes one', async () => {
    const boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
    expect((await boss.get('users')).status).toBe(403);
    const { mail } = await stack.smtp!.mail(({ to }) => to.includes('boss@example.com'));
    const token = /#token=([\w-]{43})/.exec(mail.text ?? '')![1];
    await boss.post('account/email/confirm', { token });
    expect((await boss.get('users')).status).toBe(200);
  });
});
