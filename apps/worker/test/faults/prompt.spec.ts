import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const UPLOADS = scaled(15, 100);
const SLOW_POLL_MS = 5_000;

describe('Prompt', () => {
  it(
    'from the answer of an upload to its start, median under 100 ms on an idle system, without busy polling',
    async () => {
      await using bench = await startBench({ workers: 1, environment: { POLL_MS: String(SLOW_POLL_MS) } });
      const { client } = bench;
      const owner = await client.owner('prompt@example.com', 'never');
      const waits: number[] = [];
      for (let n = 0; n < UPLOADS; n += 1) {
        const id = await client.upload(owner, `${n}.csv`, orderSheet(10, n + 1).bytes);
        const answered = Date.now();
        await client.untilEnded([id]);
        const claimed = (await client.trail(id)).find(({ type }) => type === 'claimed')!;
        waits.push(Date.parse(claimed.time) - answered);
      }
      waits.sort((a, b) => a - b);
      const median = waits[Math.floor(waits.length / 2)]!;
      process.stdout.write(`prompt: median ${median} ms, slowest ${waits.at(-1)} ms of ${UPLOADS}\n`);
      expect(median).toBeLessThan(100);
    },
    FAULT_TIMEOUT_MS,
  );
});
