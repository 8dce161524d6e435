import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedMongo, startEmbeddedMongo } from '@orders/embedded-mongo';
import { type Collection, type Document, GridFSBucket, MongoClient } from 'mongodb';
import { makeJob } from './direct-sqlite';

const QUEUE = { priority: -1, turn: 1, _id: 1 } as const;

/** The benchmark's work, done through the driver on an embedded server. */
export class EmbeddedServer {
  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedMongo,
    private readonly client: MongoClient,
  ) {}

  static async start(): Promise<EmbeddedServer> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-mongo-'));
    const serverPath = join(import.meta.dirname, '../../dist/libs/embedded-mongo/server.js');
    const server = await startEmbeddedMongo({ serverPath, dataDir: folder });
    const client = await new MongoClient(server.uri, { maxPoolSize: 32 }).connect();
    const started = new EmbeddedServer(folder, server, client);
    await started.jobs.createIndex(QUEUE, { partialFilterExpression: { status: 'pending' } }, {});
    await started.jobs.createIndex({ ownerId: 1, createdAt: -1, _id: -1 }, {}, {});
    return started;
  }

  private get jobs(): Collection {
    return this.client.db('bench').collection('jobs');
  }

  async fill(count: number, status: string): Promise<void> {
    for (let at = 0; at < count; at += 5000) {
      const size = Math.min(5000, count - at);
      await this.jobs.insertMany(Array.from({ length: size }, (_, n) => makeJob(at + n, status)));
    }
  }

  async insertOne(at: number): Promise<void> {
    await this.jobs.insertOne(makeJob(at, 'completed'));
  }

  async claim(): Promise<boolean> {
    const claimed = await this.jobs.findOneAndUpdate(
      { status: 'pending', $expr: { $lte: ['$createdAt', '$$NOW'] } },
      [{ $set: { status: 'processing', startedAt: '$$NOW' } }],
      { sort: QUEUE },
    );
    return claimed !== null;
  }

  /** Documents that the next claim looks at. */
  async examinedByClaim(): Promise<number> {
    const explained = await this.jobs
      .find({ status: 'pending', $expr: { $lte: ['$createdAt', '$$NOW'] } })
      .sort(QUEUE)
      .limit(1)
      .explain('executionStats');
    return (explained['executionStats'] as { totalDocsExamined: number }).totalDocsExamined;
  }

  async page(owner: number): Promise<number> {
    return (await this.jobs.find({ ownerId: owner }).sort({ createdAt: -1, _id: -1 }).limit(50).toArray())
      .length;
  }

  async aggregate(): Promise<number> {
    const stages = [{ $group: { _id: '$status', n: { $sum: 1 }, turns: { $sum: '$turn' } } }];
    return (await this.jobs.aggregate(stages).toArray()).length;
  }

  private get bucket(): GridFSBucket {
    return new GridFSBucket(this.client.db('bench'));
  }

  async upload(bytes: Buffer): Promise<unknown> {
    const stream = this.bucket.openUploadStream('file');
    stream.end(bytes);
    await once(stream, 'finish');
    return stream.id;
  }

  async download(id: unknown): Promise<number> {
    let bytes = 0;
    for await (const chunk of this.bucket.openDownloadStream(id as never)) bytes += (chunk as Buffer).length;
    return bytes;
  }

  /** Milliseconds from an acknowledged insert to its event. */
  async streamLatencies(count: number): Promise<number[]> {
    const signals = this.client.db('bench').collection<Document & { _id: number }>('signals');
    const stream = signals.watch();
    const latencies: number[] = [];
    await stream.tryNext();
    for (let at = 0; at < count; at++) {
      const next = stream.next();
      const started = performance.now();
      await signals.insertOne({ _id: at });
      await next;
      latencies.push(performance.now() - started);
    }
    await stream.close();
    return latencies;
  }

  /** Resident memory of the server's process, in MB; Linux only, else NaN. */
  memoryMb(): number {
    try {
      const match = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.server.pid}/status`, 'utf8'));
      return Number(match?.[1]) / 1024;
    } catch {
      return NaN;
    }
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
