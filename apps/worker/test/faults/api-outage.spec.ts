import { ApiClient, JobWatch } from '@orders/test-stack';
import { describe, expect, it, vi } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { TcpProxy } from '../harness/tcp-proxy';

/** The longest that a client may wait for an answer while the database is away, milliseconds. */
const PATIENCE_MS = 5_000;

/** Four times an answer that is just in time, and two recoveries; milliseconds. */
const TIMEOUT_MS = 180_000;

describe('The API while the database is away', () => {
  it(
    'answers 503 in time, whether the database is gone or silent, and serves again by itself',
    async () => {
      await using bench = await startBench({ apis: 0, workers: 0 });
      const { stack } = bench;
      await using proxy = await TcpProxy.to(stack.database.port);
      const api = stack.addApi({
        MONGO_URI: stack.mongoUri.replace(`:${stack.database.port}`, `:${proxy.port}`),
      });
      await api.start();
      const person = await ApiClient.register(api.url);
      const refused = async (path: string): Promise<void> => {
        const answer = await person.request(path, { signal: AbortSignal.timeout(PATIENCE_MS) });
        expect(answer).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
        expect(answer.headers.get('Retry-After')).toBe('5');
      };
      const servesAgain = (): Promise<boolean> =>
        vi.waitUntil(async () => (await person.get('jobs')).status === 200, {
          timeout: 60_000,
          interval: 100,
        });

      await stack.database.kill();
      for (const path of ['jobs', 'overview', 'auth/me']) await refused(path);
      await stack.restartDatabase();
      await servesAgain();

      // Connections that are open but dead: the driver replaces them once its own pulse finds out.
      proxy.silence();
      await refused('jobs');
      await servesAgain();
    },
    TIMEOUT_MS,
  );

  it(
    'catches up: after a restart of an API the client’s picture equals the REST answer',
    async () => {
      await using bench = await startBench({ apis: 2, workers: 1 });
      const { stack } = bench;
      const person = await ApiClient.register(stack.url);
      const here = await JobWatch.open(stack.url, person.token);
      const there = await JobWatch.open(stack.apis[1]!.url, person.token);
      const first = await person.uploadOne('first.csv', orderSheet(500).bytes);
      await Promise.all([here.finished(first.id), there.finished(first.id)]);
      await stack.apis[1]!.kill();
      const missed = await person.uploadOne('missed.csv', orderSheet(500, 2).bytes);
      await here.finished(missed.id);
      await stack.apis[1]!.start();
      const again = await JobWatch.open(stack.apis[1]!.url, person.token);
      const third = await person.uploadOne('third.csv', orderSheet(500, 3).bytes);
      const event = await again.finished(third.id);
      const other = new ApiClient(stack.apis[1]!.url);
      other.token = person.token;
      expect((await other.job(missed.id)).metrics).toEqual(here.ended.get(missed.id)?.metrics);
      expect((await other.job(third.id)).metrics).toEqual(event.metrics);
      for (const watch of [here, there, again]) watch.close();
    },
    TIMEOUT_MS,
  );
});
