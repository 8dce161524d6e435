import { type User } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PASSWORD = 'a long enough password';
const ACCOUNT_LIMIT = 5;
const ADDRESS_LIMIT = 60;
const REQUEST_LIMIT = 300;

describe('tries to sign in', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack({
      apis: 2,
      workers: 0,
      environment: {
        ACCOUNT_LIMIT_PER_QUARTER_HOUR: String(ACCOUNT_LIMIT),
        SIGN_IN_LIMIT_PER_MINUTE: String(ADDRESS_LIMIT),
        RATE_LIMIT_PER_MINUTE: String(REQUEST_LIMIT),
        TRUST_PROXY: '10.0.0.0/8',
      },
    });
  });
  afterAll(() => stack.stop());

  const login = (
    email: unknown,
    password: unknown = 'not the password',
    { headers = {}, api = 0 }: { headers?: Record<string, string>; api?: number } = {},
  ) =>
    new ApiClient(stack.apis[api]!.url).request('auth/login', {
      method: 'POST',
      body: JSON.stringify({ email, password }),
      headers: { 'Content-Type': 'application/json', ...headers },
    });

  it('at one account are limited over all API processes, and the account’s own browser is not locked out', async () => {
    const registered = await new ApiClient(stack.url).request<{ user: User }>('auth/register', {
      method: 'POST',
      body: JSON.stringify({ email: 'victim@example.com', name: 'Victim', password: PASSWORD }),
      headers: { 'Content-Type': 'application/json' },
    });
    const device = registered.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('known_device='))!
      .split(';')[0]!;
    const statuses: number[] = [];
    for (let n = 0; n < ACCOUNT_LIMIT + 2; n++) {
      statuses.push((await login('Victim@Example.com', undefined, { api: n % 2 })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: ACCOUNT_LIMIT }, () => 401), 429, 429]);

    const refused = await login('victim@example.com', PASSWORD, { api: 1 });
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);

    const own = await login('victim@example.com', PASSWORD, { headers: { Cookie: device } });
    expect(own.status).toBe(200);
    // The cookie of one account is worth nothing at another one.
    expect((await login('else@example.com', PASSWORD, { headers: { Cookie: device } })).status).toBe(401);
  });

  it('that are right count for nothing', async () => {
    await ApiClient.register(stack.url, { email: 'often@example.com', name: 'Frequent' });
    for (let n = 0; n < ACCOUNT_LIMIT + 2; n++) {
      expect((await login('often@example.com', PASSWORD, { api: n % 2 })).status).toBe(200);
    }
  });

  it('with a stolen session are limited as well', async () => {
    const thief = await ApiClient.register(stack.url);
    const statuses: number[] = [];
    for (let n = 0; n < ACCOUNT_LIMIT + 1; n++) {
      const body = { currentPassword: `guess ${n}`, newPassword: 'a password of the thief' };
      statuses.push((await thief.post('account/password', body)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: ACCOUNT_LIMIT }, () => 403), 429]);
  });

  it('say the same about an address with an account and one without', async () => {
    const [known, unknown] = [await login('boss@example.com', 'x'), await login('nobody@example.com', 'x')];
    expect({ ...(known.body as object), requestId: '' }).toEqual({
      ...(unknown.body as object),
      requestId: '',
    });
  });

  it.each([
    [{ $gt: '' }, { $gt: '' }],
    [{ $ne: null }, 'x'],
    [['a@example.com'], 'x'],
    ['a@example.com', { $regex: '.*' }],
    [null, null],
    ['a@example.com\u0000', 'x'],
  ])('with %j and %j are a 400', async (email, password) => {
    expect(await login(email, password)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });

  it('from one address are limited, whatever the request says where it comes from', async () => {
    const answers: number[] = [];
    for (let n = 0; n < ADDRESS_LIMIT + 1; n++) {
      const headers = {
        'X-Forwarded-For': `198.51.100.${n}`,
        Forwarded: `for=198.51.100.${n}`,
        'X-Real-IP': `198.51.100.${n}`,
      };
      answers.push((await login(`person${n}@example.com`, 'x', { headers, api: n % 2 })).status);
    }
    expect(answers).toContain(429);
    expect(answers.at(-1)).toBe(429);
    const others = await new ApiClient(stack.url).get('auth/options');
    expect(others.status).toBe(200);
  });

  it('and all other requests have a limit as well, which health does not share', async () => {
    const answers: number[] = [];
    for (let n = 0; n <= REQUEST_LIMIT; n += 20) {
      const batch = Array.from({ length: 20 }, () => new ApiClient(stack.url).get('auth/options'));
      answers.push(...(await Promise.all(batch)).map(({ status }) => status));
    }
    expect(new Set(answers)).toEqual(new Set([200, 429]));
    expect((await fetch(`${stack.url}/health/ready`)).status).toBe(200);
  });
});
