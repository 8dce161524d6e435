import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet, slowSheet } from '../harness/order-sheet';
import { isAlive, parserOf } from '../harness/processes';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const RACES = scaled(10, 200);

describe('Cancel', () => {
  it(
    'stops a run and its parser within two seconds, also a parser that says nothing',
    async () => {
      await using bench = await startBench({ workers: 1, environment: { POLL_MS: '1000' } });
      const { client, stack } = bench;
      const owner = await client.owner('cancel@example.com');
      for (const silent of [false, true]) {
        const id = await client.upload(owner, 'cancelled.csv', slowSheet(60_000).bytes);
        await client.until(id, ({ progress }) => progress?.phase === 'reading');
        const parser = await parserOf(stack.workers[0]!);
        if (silent) process.kill(parser, 'SIGSTOP');
        const job = await client.jobs.cancel('all', id);
        expect(job?.status).toBe('cancelled');
        await vi.waitUntil(() => !isAlive(parser), { timeout: 2_000, interval: 10 });
        await client.untilEnded([id]);
      }
      const next = await client.upload(owner, 'next.csv', orderSheet(10).bytes);
      expect(await client.untilEnded([next])).toMatchObject([{ status: 'completed' }]);
    },
    FAULT_TIMEOUT_MS,
  );

  it(
    'in the millisecond of finishing leaves exactly one end',
    async () => {
      await using bench = await startBench({ workers: 1, environment: { WORKER_SLOTS: '4' } });
      const { client } = bench;
      const owner = await client.owner('photo-finish@example.com', 'never');
      const ends = { completed: 0, cancelled: 0 };
      // Aimed at the moment at which jobs end: later when the last one was cancelled, sooner when it was not.
      const first = await client.upload(owner, 'first.csv', orderSheet(200).bytes);
      const uploaded = performance.now();
      await client.until(first, ({ status }) => status === 'completed');
      let aimMs = performance.now() - uploaded;
      for (let race = 0; race < RACES; race += 1) {
        const id = await client.upload(owner, `${race}.csv`, orderSheet(200, race + 1).bytes);
        await delay(aimMs * (0.9 + Math.random() * 0.2));
        const cancelled = await client.jobs.cancel('all', id);
        aimMs *= cancelled ? 1.15 : 0.87;
        const [job] = await client.untilEnded([id]);
        expect(['completed', 'cancelled']).toContain(job!.status);
        expect(cancelled?.status ?? 'completed').toBe(job!.status);
        expect(job!.metrics === null).toBe(job!.status === 'cancelled');
        ends[job!.status as keyof typeof ends] += 1;
      }
      process.stdout.write(`cancel: ${JSON.stringify(ends)}\n`);
    },
    FAULT_TIMEOUT_MS,
  );

  it(
    'a pending job never starts',
    async () => {
      await using bench = await startBench({ workers: 0 });
      const { client, stack } = bench;
      const owner = await client.owner('pending@example.com');
      const id = await client.upload(owner, 'never.csv', orderSheet(10).bytes);
      await client.jobs.cancel('all', id);
      await stack.addWorker().start();
      const later = await client.upload(owner, 'later.csv', orderSheet(10, 2).bytes);
      await client.untilEnded([later, id]);
      expect((await client.trail(id)).map(({ type }) => type)).toEqual(['created', 'cancelled']);
    },
    FAULT_TIMEOUT_MS,
  );
});
