import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { type SessionTokens } from '@orders/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PASSWORD = 'a long enough password';

describe('auth', () => {
  let stack: TestStack;
  let anybody: ApiClient;
  beforeAll(async () => {
    stack = await startStack({ workers: 0, environment: { ADMIN_EMAIL: 'Boss@Example.com' } });
    anybody = new ApiClient(stack.url);
  });
  afterAll(() => stack.stop());

  const cookieOf = (headers: Headers): string =>
    headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('refresh_token='))
      ?.split(';')[0] ?? '';
  const register = (email: string) =>
    anybody.post<SessionTokens>('auth/register', { email, name: 'Ann', password: PASSWORD });
  const refresh = (cookie: string) =>
    anybody.request<SessionTokens>('auth/refresh', { method: 'POST', headers: { Cookie: cookie } });

  it('registers, signs in, and knows who is signed in', async () => {
    const registered = await register('Ann@Example.com');
    expect(registered.status).toBe(201);
    expect(registered.body.user).toMatchObject({
      email: 'ann@example.com',
      name: 'Ann',
      role: 'member',
      active: true,
    });
    expect(JSON.stringify(registered.body)).not.toContain('argon2');

    const signedIn = await anybody.post<SessionTokens>('auth/login', {
      email: 'ANN@example.com',
      password: PASSWORD,
    });
    expect(signedIn.status).toBe(200);
    const client = new ApiClient(stack.url);
    client.token = signedIn.body.accessToken;
    expect((await client.get('auth/me')).body).toMatchObject({ email: 'ann@example.com' });
  });

  it('keeps the refresh token out of reach of scripts and other sites', async () => {
    const { headers } = await register('cookie@example.com');
    expect(headers.get('set-cookie')).toMatch(
      /refresh_token=[\w-]{43};.*Path=\/api\/v1\/auth;.*HttpOnly;.*SameSite=Strict/i,
    );
  });

  it('takes one account an address', async () => {
    await register('twice@example.com');
    const second = await register('TWICE@example.com');
    expect(second).toMatchObject({ status: 409, body: { code: 'email_taken' } });
  });

  it('answers alike for a wrong password and an unknown address', async () => {
    await register('known@example.com');
    const wrong = await anybody.post('auth/login', {
      email: 'known@example.com',
      password: 'not the password',
    });
    const unknown = await anybody.post('auth/login', {
      email: 'unknown@example.com',
      password: 'not the password',
    });
    expect(wrong.status).toBe(401);
    expect({ ...(wrong.body as object), requestId: '' }).toEqual({
      ...(unknown.body as object),
      requestId: '',
    });
  });

  it('refuses what is no credential, with the places that are wrong', async () => {
    const operator = await anybody.post('auth/login', { email: { $gt: '' }, password: { $gt: '' } });
    expect(operator.status).toBe(400);
    expect(operator.headers.get('content-type')).toContain('application/problem+json');
    expect(operator.body).toMatchObject({
      code: 'validation_failed',
      errors: [{ pointer: '/email' }, { pointer: '/password' }],
    });
    const short = await anybody.post('auth/register', {
      email: 'a@example.com',
      name: 'A',
      password: 'short',
    });
    expect(short).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/password', detail: 'At least 10 characters' }] },
    });
    const role = await anybody.post('auth/register', {
      email: 'b@example.com',
      name: 'B',
      password: PASSWORD,
      role: 'admin',
    });
    expect(role.status).toBe(400);
  });

  it('makes an administrator of ADMIN_EMAIL only', async () => {
    expect((await register('boss@example.com')).body.user.role).toBe('admin');
  });

  it('rotates the refresh token; parallel tabs stay signed in', async () => {
    const first = cookieOf((await register('tabs@example.com')).headers);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    const rotated = answers.map((answer) => cookieOf(answer.headers)).filter((cookie) => cookie !== '');
    expect(rotated).toHaveLength(1);
    expect(rotated[0]).not.toBe(first);
  });

  it('ends the session when an outdated refresh token is used again', async () => {
    const first = cookieOf((await register('stolen@example.com')).headers);
    const second = cookieOf((await refresh(first)).headers);
    const third = cookieOf((await refresh(second)).headers);
    expect((await refresh(first)).status).toBe(401);
    expect((await refresh(third)).status).toBe(401);
  });

  it('signs out for good: neither token is of use afterwards', async () => {
    const { body, headers } = await register('leaves@example.com');
    const client = new ApiClient(stack.url);
    client.token = body.accessToken;
    const cookie = cookieOf(headers);
    const left = await anybody.request('auth/logout', { method: 'POST', headers: { Cookie: cookie } });
    expect(left.status).toBe(204);
    expect((await refresh(cookie)).status).toBe(401);
    expect((await client.get('auth/me')).status).toBe(401);
  });

  it.each([
    ['no token', ''],
    ['nonsense', 'nonsense'],
    [
      'an unsigned token',
      `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"sub":"000000000000000000000000","sid":"000000000000000000000000","exp":9999999999}').toString('base64url')}.`,
    ],
  ])('answers 401 to %s', async (_what, token) => {
    const client = new ApiClient(stack.url);
    client.token = token;
    expect(await client.get('jobs')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });
});

describe('closed registration', () => {
  it('is refused and said so beforehand', async () => {
    const stack = await startStack({ workers: 0, environment: { REGISTRATION: 'closed' } });
    try {
      const anybody = new ApiClient(stack.url);
      expect((await anybody.get('auth/options')).body).toEqual({ registration: 'closed' });
      const answer = await anybody.post('auth/register', {
        email: 'a@example.com',
        name: 'A',
        password: PASSWORD,
      });
      expect(answer).toMatchObject({ status: 403, body: { code: 'registration_closed' } });
    } finally {
      await stack.stop();
    }
  });
});
