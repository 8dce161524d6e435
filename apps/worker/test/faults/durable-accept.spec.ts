import { setTimeout as delay } from 'node:timers/promises';
import { type Job } from '@orders/contracts';
import { ApiClient } from '@orders/test-stack';
import { type Types } from 'mongoose';
import { describe, expect, it, vi } from 'vitest';
import { startBench } from '../harness/bench';
import { orderSheet } from '../harness/order-sheet';
import { FAULT_TIMEOUT_MS, scaled } from '../harness/scale';

const UPLOADS = scaled(30, 200);
const KILLS = scaled(4, 20);
const PARALLEL = 4;

describe('Durable accept', () => {
  it(
    'holds while the API is killed again and again: what got a 202 ends once, and no file stays without a job',
    async () => {
      await using bench = await startBench({
        apis: 1,
        workers: 1,
        environment: { SWEEP_MS: '1000', PENDING_FILE_MS: '3000' },
      });
      const { client, stack } = bench;
      const [api] = stack.apis;
      const person = await ApiClient.register(stack.url);
      const accepted = new Map<string, string>();
      let started = 0;

      /** One upload, repeated with its key until it is accepted: the answer to an earlier try may be lost. */
      const uploadOne = async (n: number): Promise<void> => {
        const sheet = orderSheet(200 + n, n + 1);
        const file = { name: `${n}.csv`, bytes: sheet.bytes };
        for (let job: Job | undefined; !job;) {
          const sender = new ApiClient(api!.url);
          sender.token = person.token;
          const answer = await sender
            .upload([file], { headers: { 'Idempotency-Key': `upload-${n}` } })
            .catch(() => undefined);
          if (answer?.status === 202) [job] = answer.body.jobs;
          else await delay(100);
          if (job) accepted.set(job.id, sheet.revenue);
        }
      };
      const uploader = async (): Promise<void> => {
        while (started < UPLOADS) await uploadOne(started++);
      };
      const uploading = Promise.all(Array.from({ length: PARALLEL }, uploader));
      let kills = 0;
      for (; kills < KILLS && started < UPLOADS; kills++) {
        const next = started + Math.max(1, Math.floor(UPLOADS / (KILLS + 1)));
        await vi.waitUntil(() => started >= Math.min(next, UPLOADS), {
          timeout: FAULT_TIMEOUT_MS,
          interval: 2,
        });
        await api!.kill();
        await api!.start();
      }
      await uploading;

      expect(accepted.size).toBe(UPLOADS);
      const jobs = await client.untilEnded([...accepted.keys()], FAULT_TIMEOUT_MS);
      for (const job of jobs) {
        expect(job).toMatchObject({ status: 'completed', metrics: { revenue: accepted.get(job.id) } });
      }
      const records = await client.records.find().lean();
      expect(records).toHaveLength(UPLOADS);
      const needed = new Set(records.map(({ file }) => file.id!.toHexString()));
      const stored = async (): Promise<Set<string>> =>
        new Set(
          (await client.collection('orderFiles.files')).map(({ _id }) =>
            (_id as Types.ObjectId).toHexString(),
          ),
        );
      expect(needed.difference(await stored())).toEqual(new Set());
      await vi.waitUntil(async () => (await stored()).difference(needed).size === 0, {
        timeout: 20_000,
        interval: 100,
      });
      const chunks = await client.collection('orderFiles.chunks');
      expect(chunks.every(({ files_id: id }) => needed.has((id as Types.ObjectId).toHexString()))).toBe(true);
      process.stdout.write(`durable accept: ${UPLOADS} uploads, ${kills} kills of the API\n`);
    },
    FAULT_TIMEOUT_MS,
  );

  it(
    'holds where the jobs are made but the database’s answer is lost: the file stays, and the job completes',
    async () => {
      await using bench = await startBench({ apis: 1, workers: 0 });
      const { client, stack } = bench;
      const person = await ApiClient.register(stack.url);
      const sheet = orderSheet(50);
      await client.records.db.db!.admin().command({
        configureFailPoint: 'failCommand',
        mode: { times: 1 },
        data: {
          failCommands: ['insert'],
          namespace: `${client.records.db.name}.jobs`,
          // Code 64 is "the write may not last": the write was made, and the driver does not repeat it.
          writeConcernError: { code: 64, errmsg: 'the answer is lost' },
        },
      });
      const answer = await person.upload([{ name: 'orders.csv', bytes: sheet.bytes }]);
      expect(answer.status).toBeGreaterThanOrEqual(500);
      const [record] = await client.records.find().lean();
      await stack.addWorker().start();
      const [job] = await client.untilEnded([record!._id.toHexString()], FAULT_TIMEOUT_MS);
      expect(job).toMatchObject({ status: 'completed', metrics: { revenue: sheet.revenue } });
    },
    FAULT_TIMEOUT_MS,
  );
});
