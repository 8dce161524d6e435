import { type UploadResponse } from '@orders/contracts';
import { ApiClient } from '@orders/test-stack';
import { describe, expect, it } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS } from '../harness/scale';
import { SmallDisk } from '../harness/small-disk';

const ROWS = 60_000;

describe.runIf(SmallDisk.isPossible())('Full disk', () => {
  it(
    'an upload that finds no room is refused with nothing half-written, and works when there is room again',
    async () => {
      using disk = SmallDisk.make(24);
      await using bench = await startBench({ apis: 1, workers: 0, folder: disk.path });
      const { client, stack } = bench;
      const ann = await ApiClient.register(stack.url);
      const accepted: string[] = [];
      const sheet = orderSheet(ROWS);
      for (;;) {
        const { status, body } = await ann.upload<UploadResponse & { code?: string }>([
          { name: `${accepted.length}.csv`, bytes: sheet.bytes },
        ]);
        if (status !== 202) {
          expect({ status, code: body.code }).toEqual({ status: 507, code: 'storage_full' });
          break;
        }
        accepted.push(body.jobs[0]!.id);
      }
      expect(accepted.length).toBeGreaterThan(0);

      disk.resize(256);
      accepted.push((await ann.uploadOne('again.csv', sheet.bytes)).id);
      await stack.addWorker({ PENDING_FILE_MS: '1000', SWEEP_MS: '1000', TEMP_DIR: disk.path }).start();
      for (const job of await client.untilEnded(accepted))
        expect(job).toMatchObject({ status: 'completed', metrics: { revenue: sheet.revenue } });
      await expect.poll(() => client.collection('pendingFiles'), { timeout: 20_000 }).toEqual([]);
      const files = await client.collection('orderFiles.files');
      expect(files).toHaveLength(accepted.length);
      const chunks = new Set(
        (await client.collection('orderFiles.chunks')).map((c) => String(c['files_id'])),
      );
      expect(chunks).toEqual(new Set(files.map(({ _id }) => String(_id))));
    },
    FAULT_TIMEOUT_MS,
  );

  it(
    'a worker without room for its files tries again and loses none',
    async () => {
      using disk = SmallDisk.make(1);
      await using bench = await startBench({ workers: 1, environment: { TEMP_DIR: disk.path } });
      const { client } = bench;
      const owner = await client.owner('no-room@example.com');
      const sheet = orderSheet(ROWS);
      const id = await client.upload(owner, 'large.csv', sheet.bytes);
      await client.until(id, ({ attempt }) => attempt >= 2);
      disk.resize(64);
      const [job] = await client.untilEnded([id]);
      expect(job).toMatchObject({ status: 'completed', metrics: { revenue: sheet.revenue } });
      const types = (await client.trail(id)).map(({ type }) => type);
      expect(types.slice(0, 3)).toEqual(['created', 'claimed', 'retry_scheduled']);
      expect(types.at(-1)).toBe('completed');
    },
    FAULT_TIMEOUT_MS,
  );
});
