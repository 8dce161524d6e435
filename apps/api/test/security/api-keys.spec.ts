import { type ApiKeyList, type CreatedApiKey, type Job } from '@orders/contracts';
import { ApiClient, startStack, type TestStack } from '@orders/test-stack';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf, operationsOf } from './open-api';

const FILE = Buffer.from('product,qty,price\nCup,2,3.50\n');

describe('access by API key', () => {
  let stack: TestStack;
  let ann: ApiClient;
  let boss: ApiClient;
  beforeAll(async () => {
    stack = await startStack({ workers: 0, environment: { ADMIN_EMAIL: 'boss@example.com' } });
    ann = await ApiClient.register(stack.url);
    boss = await ApiClient.register(stack.url, { email: 'boss@example.com' });
  });
  afterAll(() => stack.stop());

  const makeKey = async (owner: ApiClient, scopes: string[], more: object = {}): Promise<CreatedApiKey> => {
    const answer = await owner.post<CreatedApiKey>('api-keys', { name: 'ERP', scopes, ...more });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const holderOf = ({ key }: { key: string }): ApiClient => {
    const client = new ApiClient(stack.url);
    client.token = key;
    return client;
  };

  it('uploads with one scope and reads with the other, by either header', async () => {
    const [reading, uploading] = [await makeKey(ann, ['read']), await makeKey(ann, ['upload'])];
    const upload = await holderOf(uploading).upload([{ name: 'erp.csv', bytes: FILE }]);
    expect(upload.status).toBe(202);
    const { id } = upload.body.jobs[0]!;
    expect((await holderOf(reading).get<Job>(`jobs/${id}`)).body).toMatchObject({
      id,
      file: { name: 'erp.csv' },
    });
    const header = await new ApiClient(stack.url).request(`jobs/${id}`, {
      headers: { 'X-API-Key': reading.key },
    });
    expect(header.status).toBe(200);
    const refused = [
      await holderOf(uploading).get(`jobs/${id}`),
      await holderOf(reading).upload([{ name: 'x.csv', bytes: FILE }]),
    ];
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
    }
  });

  it('opens nothing but jobs and uploads, for administrators’ keys too', async () => {
    const holder = holderOf(await makeKey(boss, ['read', 'upload']));
    const opened: string[] = [];
    for (const operation of (await operationsOf(stack.url)).filter(({ isPublic }) => !isPublic)) {
      const path = operation.path
        .replace('{id}', '0123456789abcdef01234567')
        .replace('{deliveryId}', 'msg_1');
      const { status } = await holder.send(
        operation.method,
        path,
        operation.method === 'GET' ? undefined : {},
      );
      expect([200, 400, 403, 404, 415], nameOf(operation)).toContain(status);
      if (status !== 403) opened.push(nameOf(operation));
    }
    const allowed =
      /^GET (jobs|uploads|overview)|^(POST|DELETE) uploads|^POST jobs\/\{id\}\/(stage|supplement)$/;
    for (const name of opened) expect(name).toMatch(allowed);
    // A key reaches its owner's jobs only, whatever its owner may see.
    const job = await ann.uploadOne('ann.csv', FILE);
    expect((await boss.get(`jobs/${job.id}`)).status).toBe(200);
    expect((await holder.get(`jobs/${job.id}`)).status).toBe(404);
  });

  it('shows a key once, keeps a hash of it, and its last use', async () => {
    const { key, id, hint } = await makeKey(ann, ['read']);
    expect(key).toMatch(/^obk_[\w-]{43}$/);
    await holderOf({ key }).get('jobs');
    const { body } = await ann.get<ApiKeyList>('api-keys');
    const listed = body.items.find((item) => item.id === id)!;
    expect(listed).toMatchObject({ name: 'ERP', scopes: ['read'], hint: key.slice(0, 9) });
    expect(hint.length).toBeLessThan(12);
    expect(listed.lastUsedAt).not.toBeNull();
    const database = await MongoClient.connect(stack.mongoUri);
    const stored = await database.db().collection('apiKeys').find().toArray();
    await database.close();
    expect(JSON.stringify(stored)).not.toContain(key.slice(10));
  });

  it('ends with the key, its time and its owner', async () => {
    const revoked = await makeKey(ann, ['read']);
    expect((await holderOf(revoked).get('jobs')).status).toBe(200);
    expect((await ann.send('DELETE', `api-keys/${revoked.id}`)).status).toBe(204);

    const expired = await makeKey(ann, ['read'], { days: 1 });
    const database = await MongoClient.connect(stack.mongoUri);
    await database
      .db()
      .collection('apiKeys')
      .updateOne(
        { name: 'ERP', expiresAt: new Date(expired.expiresAt) },
        { $set: { expiresAt: new Date() } },
      );
    await database.close();

    const wrong = ['obk_', `obk_${'A'.repeat(43)}`, revoked.key.slice(0, -1), `${revoked.key}A`];
    for (const key of [revoked.key, expired.key, ...wrong]) {
      expect(await holderOf({ key }).get('jobs'), key).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated' },
      });
    }
  });

  it('is refused on sockets', async () => {
    await expect(holderOf(await makeKey(ann, ['read'])).watch()).rejects.toThrow('unauthenticated');
  });
});
