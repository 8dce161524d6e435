import { EVENTS_COLLECTION, type Job, type JobProgressEvent } from '@orders/contracts';
import { describe, expect, it, vi } from 'vitest';
import { startBench } from '../harness/bench';
import { slowSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const ROWS = scaled(60_000, 900_000);

interface StoredEvent {
  createdAt: Date;
  data: { packet: { data: [string, unknown] } };
}

describe('Progress', () => {
  it(
    'never goes back within an attempt, at most five events a second, and always ends',
    async () => {
      await using bench = await startBench({ workers: 1 });
      const { client, stack } = bench;
      const owner = await client.owner('progress@example.com');
      const id = await client.upload(owner, 'progress.csv', slowSheet(ROWS).bytes);
      await client.until(id, ({ progress }) => (progress?.percent ?? 0) > 10);
      // A second attempt: its progress begins anew, under its own number.
      await stack.workers[0]!.kill();
      await stack.workers[0]!.start();
      await client.untilEnded([id], FAULT_TIMEOUT_MS);

      // The event of the end follows the update that ends the job.
      const stored = await vi.waitUntil(async () => {
        const events = (await client.collection(EVENTS_COLLECTION)) as unknown as StoredEvent[];
        return events.some(({ data }) => data.packet.data[0] === 'job.finished') && events;
      });
      const told = stored.map(({ createdAt, data }) => ({
        at: createdAt.getTime(),
        event: data.packet.data,
      }));
      const progress = told
        .filter(({ event }) => event[0] === 'job.progress')
        .map(({ at, event }) => ({ at, ...(event[1] as JobProgressEvent) }));
      expect(new Set(progress.map(({ attempt }) => attempt))).toEqual(new Set([1, 2]));
      for (const [index, event] of progress.entries()) {
        const before = progress[index - 1];
        if (before) expect(event.version).toBeGreaterThan(before.version);
        if (before?.attempt !== event.attempt) continue;
        expect(event.percent).toBeGreaterThanOrEqual(before.percent);
        expect(event.rows).toBeGreaterThanOrEqual(before.rows);
        const sixth = progress[index + 5];
        if (sixth?.attempt === event.attempt) expect(sixth.at - event.at).toBeGreaterThanOrEqual(1_000);
      }
      const last = told.findLast(({ event }) => event[0].startsWith('job.'))!;
      const ends = told.filter(({ event }) => event[0] === 'job.finished');
      expect(ends).toHaveLength(1);
      const finished = ends[0]!.event[1] as Job;
      expect(finished.status).toBe('completed');
      expect(finished.version).toBeGreaterThan(progress.at(-1)!.version);
      expect(['job.finished', 'job.changed']).toContain(last.event[0]);
    },
    FAULT_TIMEOUT_MS,
  );
});
