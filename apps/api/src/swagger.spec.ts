import { startStack, type TestStack } from '@orders/test-stack';
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

  it('comes with strict headers', async () => {
    const { headers } = await fetch(`${stack.url}/api/v1/auth/options`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is sent compressed; answers that hold a credential are not', async () => {
    const encodingOf = async (path: string): Promise<string | null> =>
      (await fetch(`${stack.url}${path}`, { headers: { 'Accept-Encoding': 'gzip' } })).headers.get(
        'content-encoding',
      );
    expect(await encodingOf('/api/openapi.json')).toBe('gzip');
    expect(await encodingOf('/api/v1/auth/options')).toBeNull();
  });
});
