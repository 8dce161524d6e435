import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const API = join(import.meta.dirname, '../../../../dist/apps/api/main.js');
const SECRET = 'q8Z1r5Jw0uF3kLxT7bV9nM2cY6hA4sD1gE8p';

describe('in production', () => {
  const start = (secret: string | undefined): Promise<{ code: number | null; output: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [API], {
        env: {
          PATH: process.env['PATH'],
          NODE_ENV: 'production',
          PORT: '0',
          MONGO_URI: 'mongodb://127.0.0.1:1/none',
          ...(secret !== undefined && { JWT_SECRET: secret }),
        },
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
      }
      child.once('close', (code) => resolve({ code, output }));
    });

  it('the API does not start without a secret, or with a short or known one, and says why', async () => {
    const bad = [
      undefined,
      'k3y-0f-31-bytes-0123456789abcde',
      'supersecretkeychangeme-supersecretkeychangeme',
    ];
    const ends = await Promise.all(bad.map((secret) => start(secret)));
    for (const { code, output } of ends) {
      expect(code).toBe(1);
      expect(output).toMatch(/^JWT_SECRET: /);
      for (const secret of bad.slice(1)) expect(output).not.toContain(secret);
    }
  }, 60_000);

  describe('it', () => {
    let stack: TestStack;
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'console-'));
      writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Console</title>');
      writeFileSync(join(folder, 'main-ABCDEFGH.js'), '//# sourceMappingURL=main-ABCDEFGH.js.map');
      writeFileSync(join(folder, 'main-ABCDEFGH.js.map'), '{"sources":["secret.ts"]}');
      writeFileSync(join(folder, '.env'), `JWT_SECRET=${SECRET}`);
      stack = await startStack({
        workers: 0,
        environment: {
          NODE_ENV: 'production',
          JWT_SECRET: SECRET,
          CONSOLE_DIR: folder,
          FRONTEND_URL: 'https://orders.example.com',
          LOG_LEVEL: 'trace',
        },
      });
    });
    afterAll(async () => {
      await stack.stop();
      rmSync(folder, { recursive: true });
    });

    it.each([
      '/.env',
      '/%2eenv',
      '/.git/config',
      '/assets/../.env',
      '/main-ABCDEFGH.js.map',
      '/metrics',
      '/api/docs',
      '/api/openapi.json',
      '/api/docs-json',
    ])('shows nothing at %s', async (path) => {
      const answer = await fetch(`${stack.url}${path}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toMatch(/JWT_SECRET|"sources"|"openapi"|process_cpu/);
    });

    it('has no default account', async () => {
      const anybody = new ApiClient(stack.url);
      for (const email of ['admin@example.com', 'lusaibnetstager@gmail.com', 'admin@localhost.localdomain']) {
        for (const password of ['admin', 'password', 'changeme']) {
          expect((await anybody.post('auth/login', { email, password })).status).toBe(401);
        }
      }
    });

    it('sends strict headers with the console, the API and refusals', async () => {
      for (const path of ['/', '/jobs/1', '/api/v1/auth/options', '/api/v1/jobs', '/api/v1/none']) {
        const { headers } = await fetch(`${stack.url}${path}`);
        const policy = headers.get('content-security-policy') ?? '';
        expect(policy, path).toMatch(/default-src 'self';script-src 'self';/);
        expect(policy, path).toMatch(
          /object-src 'none';base-uri 'self';form-action 'self';frame-ancestors 'none'/,
        );
        expect(
          policy.replace(/style-src[^;]*/, '').replace(' wss://orders.example.com', ''),
          path,
        ).not.toMatch(/unsafe|\*|https?:|wss?:/);
        expect(headers.get('strict-transport-security'), path).toBe('max-age=31536000');
        expect(headers.get('x-frame-options'), path).toBe('DENY');
        expect(headers.get('x-content-type-options'), path).toBe('nosniff');
        expect(headers.get('referrer-policy'), path).toBe('no-referrer');
        expect(headers.get('permissions-policy'), path).toContain('camera=()');
        expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
        expect(headers.get('x-powered-by'), path).toBeNull();
        if (path.startsWith('/api')) expect(headers.get('cache-control'), path).toBe('no-store');
      }
    });

    it('lets the console’s origin in and no other', async () => {
      const ask = async (origin: string) => {
        const { headers } = await fetch(`${stack.url}/api/v1/auth/login`, {
          method: 'OPTIONS',
          headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
        });
        return headers.get('access-control-allow-origin');
      };
      expect(await ask('https://orders.example.com')).toBe('https://orders.example.com');
      for (const origin of [
        'https://evil.example.com',
        'null',
        'https://orders.example.com.evil.example.com',
      ]) {
        expect(await ask(origin)).not.toBe(origin);
      }
    });

    it('marks its cookies secure, and keeps secrets out of its log', async () => {
      const password = 'seven blue herons at dawn';
      const anybody = new ApiClient(stack.url);
      const body = { email: 'quiet@example.com', name: 'Quiet', password };
      const { headers } = await anybody.post('auth/register', body);
      const cookies = headers.getSetCookie();
      expect(cookies).toHaveLength(2);
      for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Strict/);
      const login = await anybody.post<{ accessToken: string }>('auth/login', {
        email: body.email,
        password,
      });
      anybody.token = login.body.accessToken;
      await anybody.get('auth/me');
      await anybody.request('auth/refresh', { method: 'POST', headers: { Cookie: cookies.join('; ') } });
      const log = stack.apis[0]!.log;
      expect(log).toContain('/api/v1/auth/me');
      for (const secret of [
        SECRET,
        password,
        anybody.token,
        ...cookies.map((cookie) => cookie.split(/[=;]/)[1]!),
      ]) {
        expect(log).not.toContain(secret);
      }
    });
  });
});
