import { ApiClient, startStack } from '@orders/test-stack';
import { describe, expect, it } from 'vitest';

describe('health', () => {
  it('tells a process that runs from one that can serve, and recovers with the database', async () => {
    const stack = await startStack({ workers: 0 });
    try {
      const status = async (path: string): Promise<number> => (await fetch(`${stack.url}${path}`)).status;
      const ann = await ApiClient.register(stack.url);
      expect(await status('/health/ready')).toBe(200);

      await stack.database.kill();
      expect(await status('/health/live')).toBe(200);
      expect(await status('/health/ready')).toBe(503);
      expect(await ann.get('jobs')).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });

      await stack.restartDatabase();
      while ((await status('/health/ready')) !== 200);
      expect((await ann.get('jobs')).status).toBe(200);
    } finally {
      await stack.stop();
    }
  });
});
