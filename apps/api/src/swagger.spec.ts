import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Operation {
  summary?: string;
  operationId: string;
  security?: unknown[];
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

describe('the API’s documentation', () => {
  let stack: TestStack;
  let document: OpenApi;
  let operations: { path: string; method: string; operation: Operation }[];
  beforeAll(async () => {
    stack = await startStack({ workers: 0 });
    document = (await (await fetch(`${stack.url}/api/openapi.json`)).json()) as OpenApi;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  });
  afterAll(() => stack.stop());

  it('describes every operation with a summary and what it answers', () => {
    expect(operations.length).toBeGreaterThan(25);
    for (const { path, method, operation } of operations) {
      expect(operation.summary, `${method} ${path}`).toBeTruthy();
      const success = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      expect(success.length, `${method} ${path}`).toBe(1);
    }
  });

  it('refers only to schemas that it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(new Set(references).difference(new Set(Object.keys(document.components.schemas)))).toEqual(
      new Set(),
    );
    expect(references).toContain('ProblemDetails');
    expect(references).toContain('Job');
  });

  it('is true about who may come in: without a token every other operation answers 401', async () => {
    const anybody = new ApiClient(stack.url);
    const open = new Set(
      ['auth/options', 'auth/register', 'auth/login', 'auth/refresh', 'auth/logout'].map(
        (path) => `/api/v1/${path}`,
      ),
    );
    for (const { path, method } of operations) {
      if (open.has(path) || path.startsWith('/health')) continue;
      const url = path.replace('/api/v1/', '').replace('{id}', '0123456789abcdef01234567');
      const answer = await anybody.send(method.toUpperCase(), url);
      expect(answer.status, `${method} ${path}`).toBe(401);
    }
  });

  it('lets no member into what is for administrators', async () => {
    const member = await ApiClient.register(stack.url);
    expect((await member.get('users')).status).toBe(403);
    expect((await member.send('PATCH', 'users/0123456789abcdef01234567', { role: 'admin' })).status).toBe(
      403,
    );
  });

  it('comes with strict headers', async () => {
    const { headers } = await fetch(`${stack.url}/api/v1/auth/options`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
