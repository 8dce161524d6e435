import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type SessionList } from '@orders/contracts';
import { ApiClient, JobWatch, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SECRET = 'q8Z1r5Jw0uF3kLxT7bV9nM2cY6hA4sD1gE8p';
const PASSWORD = 'a long enough password';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('tokens', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let header: Record<string, unknown>;
  let claims: Record<string, unknown>;
  let calls = 0;
  const keyServer = createServer((_request, response) => {
    calls++;
    response.end('{"keys":[]}');
  });
  let keyUrl: string;

  beforeAll(async () => {
    stack = await startStack({ workers: 0, environment: { JWT_SECRET: SECRET } });
    ann = await ApiClient.register(stack.url, { email: 'ann@example.com' });
    [header, claims] = ann.token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>) as [
      Record<string, unknown>,
      Record<string, unknown>,
    ];
    await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
    keyUrl = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(async () => {
    keyServer.close();
    await stack.stop();
  });

  const signed = (
    change: { header?: object; claims?: object },
    hash = 'sha256',
    secret: string = SECRET,
  ): string => {
    const content = `${encode({ ...header, ...change.header })}.${encode({ ...claims, ...change.claims })}`;
    return `${content}.${createHmac(hash, secret).update(content).digest('base64url')}`;
  };
  const me = async (token: string): Promise<number> => {
    const client = new ApiClient(stack.url);
    client.token = token;
    return (await client.get('auth/me')).status;
  };

  it('of ours open the door: what is refused below is refused for what it is', async () => {
    expect(await me(ann.token)).toBe(200);
    expect(await me(signed({}))).toBe(200);
  });

  const now = Math.floor(Date.now() / 1000);
  const forged: [string, () => string][] = [
    ['no algorithm', () => `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`],
    ['an algorithm in other letters', () => `${encode({ ...header, alg: 'nOnE' })}.${encode(claims)}.`],
    ['no signature', () => ann.token.split('.').slice(0, 2).join('.') + '.'],
    ['HS512', () => signed({ header: { alg: 'HS512' } }, 'sha512')],
    ['HS384', () => signed({ header: { alg: 'HS384' } }, 'sha384')],
    ['another secret', () => signed({}, 'sha256', 'another secret of thirty-two bytes and more')],
    ['an empty secret', () => signed({}, 'sha256', '')],
    ['another issuer', () => signed({ claims: { iss: 'elsewhere' } })],
    ['no issuer', () => signed({ claims: { iss: undefined } })],
    ['another audience', () => signed({ claims: { aud: 'another-api' } })],
    ['no audience', () => signed({ claims: { aud: undefined } })],
    ['an end in the past', () => signed({ claims: { exp: now - 1 } })],
    ['no end', () => signed({ claims: { exp: undefined } })],
    ['an end that is no number', () => signed({ claims: { exp: '9999999999' } })],
    ['a beginning in the future', () => signed({ claims: { nbf: now + 3600 } })],
    ['another person', () => signed({ claims: { sub: '000000000000000000000000' } })],
    ['an operator for a person', () => signed({ claims: { sub: { $ne: null } } })],
    ['an operator for a session', () => signed({ claims: { sid: { $gt: '' } } })],
    ['an ended session', () => signed({ claims: { sid: '000000000000000000000000' } })],
    ['a key id with a path', () => signed({ header: { kid: '../../dev/null' } }, 'sha256', '')],
    ['a key id with an injection', () => signed({ header: { kid: "x' UNION SELECT 'k" } }, 'sha256', 'k')],
    ['a key that it brings along', () => withOwnKey()],
    ['a key that is elsewhere', () => signed({ header: { jku: keyUrl, x5u: keyUrl } }, 'sha256', 'theirs')],
    ['a refresh token', () => 'A'.repeat(43)],
  ];

  function withOwnKey(): string {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const content = `${encode({ alg: 'RS256', typ: 'JWT', jwk: publicKey.export({ format: 'jwk' }) })}.${encode(claims)}`;
    return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
  }

  it.each(forged)('with %s: 401, over HTTP and on sockets', async (_what, make) => {
    const token = make();
    expect(await me(token)).toBe(401);
    await expect(JobWatch.open(stack.url, token)).rejects.toThrow('unauthenticated');
    expect(calls).toBe(0);
  });

  it('in a query or a cookie are none', async () => {
    const answers = await Promise.all([
      fetch(`${stack.url}/api/v1/auth/me?access_token=${ann.token}`),
      fetch(`${stack.url}/api/v1/auth/me`, { headers: { Cookie: `access_token=${ann.token}` } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  const login = async (email: string) => {
    const client = new ApiClient(stack.url);
    const answer = await client.post<{ accessToken: string }>('auth/login', { email, password: PASSWORD });
    client.token = answer.body.accessToken;
    const cookie = answer.headers.getSetCookie().find((text) => text.startsWith('refresh_token='))!;
    return { client, cookie: cookie.split(';')[0]!, cookieText: cookie };
  };
  const refresh = (cookie: string, headers: Record<string, string> = {}) =>
    new ApiClient(stack.url).request('auth/refresh', {
      method: 'POST',
      headers: { Cookie: cookie, ...headers },
    });

  it('that refresh are given to no other page', async () => {
    const { cookie, cookieText } = await login('ann@example.com');
    expect(cookieText).toMatch(/Path=\/api\/v1\/auth; .*HttpOnly; SameSite=Strict/);
    expect((await refresh(cookie, { Origin: 'https://evil.example.com' })).status).toBe(403);
    expect((await refresh(cookie, { Origin: 'null' })).status).toBe(403);
    expect((await refresh(cookie, { Origin: stack.url })).status).toBe(200);
  });

  it('of an ended session are void at once; the others stay', async () => {
    const [here, there] = [await login('ann@example.com'), await login('ann@example.com')];
    const { body } = await here.client.get<SessionList>('account/sessions');
    expect(body.items.filter(({ current }) => current)).toHaveLength(1);
    expect(JSON.stringify(body)).not.toMatch(/hash|token/i);
    const other = body.items.find(({ id }) => id === sessionOf(there.client.token))!;
    expect((await here.client.send('DELETE', `account/sessions/${other.id}`)).status).toBe(204);
    expect(await me(there.client.token)).toBe(401);
    expect((await refresh(there.cookie)).status).toBe(401);
    expect(await me(here.client.token)).toBe(200);
    expect((await here.client.send('DELETE', 'account/sessions')).status).toBe(204);
    expect((await here.client.get<SessionList>('account/sessions')).body.items).toHaveLength(1);
  });

  it('of other sessions are void after a change of password, which needs the present one', async () => {
    await ApiClient.register(stack.url, { email: 'changes@example.com', name: 'Changer' });
    const [here, there] = [await login('changes@example.com'), await login('changes@example.com')];
    const change = (currentPassword: string, newPassword: string) =>
      here.client.post('account/password', { currentPassword, newPassword });
    expect(await change('not the password', 'another good one')).toMatchObject({
      status: 403,
      body: { code: 'wrong_password' },
    });
    expect(await change(PASSWORD, 'password1234')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/newPassword' }] },
    });
    expect((await change(PASSWORD, 'another good one')).status).toBe(204);
    expect(await me(here.client.token)).toBe(200);
    expect(await me(there.client.token)).toBe(401);
    expect((await refresh(there.cookie)).status).toBe(401);
    const old = await new ApiClient(stack.url).post('auth/login', {
      email: 'changes@example.com',
      password: PASSWORD,
    });
    expect(old.status).toBe(401);
  });
});

const sessionOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sid: string }).sid;
