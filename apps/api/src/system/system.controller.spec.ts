import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SystemInfo } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../..');
const SECRET = 'q8Z1r5Jw0uF3kLxT7bV9nM2cY6hA4sD1gE8p';

describe('the system', () => {
  let stack: TestStack;
  let boss: ApiClient;
  beforeAll(async () => {
    stack = await startStack({
      smtp: true,
      environment: { ADMIN_EMAIL: 'boss@example.com', JWT_SECRET: SECRET, MAX_FILES: '7' },
    });
    boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
  });
  afterAll(() => stack.stop());

  const system = async (): Promise<SystemInfo> => SystemInfo.parse((await boss.get('system')).body);
  const part = async (name: string) => (await system()).parts.find((candidate) => candidate.name === name);

  it('tells its version, its parts, and the settings in force without secrets', async () => {
    const watch = await boss.watch();
    const { id } = await boss.process('orders.csv', Buffer.from('product,qty,price\nCup,1,1\n'));
    if ((await boss.job(id)).report.state !== 'sent')
      await watch.until(() => watch.changed.some(({ report }) => report.state === 'sent'));
    watch.close();
    const answer = await boss.get('system');
    const { version, parts, settings } = SystemInfo.parse(answer.body);
    const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(version).toBe(manifest.version);
    expect(parts.map(({ name }) => name)).toEqual(['database', 'queue', 'workers', 'mail', 'webhooks']);
    // How quickly the database answers is for the machine to say.
    expect(parts.slice(1).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(parts[0]!.detail).toMatch(/^Embedded database, answers in [\d.]+ ms\.$/);
    expect(parts[3]!.detail).toBe('By SMTP; 0 pending, 0 given up in the last day.');
    expect(settings).toContainEqual({ name: 'MAX_FILES', value: '7' });
    const text = JSON.stringify(answer.body);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(new URL(stack.mongoUri).password);
  });

  it('names only settings that the documentation explains', async () => {
    const documentation = await readFile(join(ROOT, 'docs/operations.md'), 'utf8');
    const unknown = (await system()).settings.filter(({ name }) => !documentation.includes(`\`${name}\``));
    expect(unknown).toEqual([]);
  });

  it('says so when the queue is paused and when no worker is there', async () => {
    await boss.post('queue/pause');
    expect(await part('queue')).toMatchObject({ state: 'warning', detail: expect.stringMatching(/^Paused/) });
    await boss.post('queue/resume');
    await stack.workers[0]!.stop();
    expect(await part('workers')).toMatchObject({ state: 'down', detail: 'No worker is running.' });
  });
});
