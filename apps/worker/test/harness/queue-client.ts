import { Readable } from 'node:stream';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getModelToken, MongooseModule } from '@nestjs/mongoose';
import {
  type EmailPreference,
  type Job,
  type JobEvent,
  isTerminal,
  type UploadBatch,
} from '@orders/contracts';
import {
  connectionOptions,
  FileStore,
  JobIntake,
  JobList,
  JOBS,
  type JobOwner,
  type JobRecord,
  JobStore,
  JobTrail,
  type NewJob,
  PersistenceModule,
  RowErrorStore,
  toJob,
  UserStore,
} from '@orders/persistence';
import { type Model } from 'mongoose';
import { vi } from 'vitest';
import { FAULT_TIMEOUT_MS } from './scale';
import { checkTrail } from './trail-invariants';

@Module({})
class ClientModule {}

/** Puts real files into a real queue and sees what becomes of them, as the API does. */
export class QueueClient implements AsyncDisposable {
  private constructor(private readonly app: INestApplicationContext) {}

  static async connect(uri: string): Promise<QueueClient> {
    const { uri: address = uri, ...options } = connectionOptions(uri, 'fault-tests');
    const module = {
      module: ClientModule,
      imports: [MongooseModule.forRoot(address, options), PersistenceModule],
    };
    return new QueueClient(await NestFactory.createApplicationContext(module, { logger: false }));
  }

  get files(): FileStore {
    return this.app.get(FileStore);
  }

  get jobs(): JobStore {
    return this.app.get(JobStore);
  }

  get list(): JobList {
    return this.app.get(JobList);
  }

  get rowErrors(): RowErrorStore {
    return this.app.get(RowErrorStore);
  }

  get records(): Model<JobRecord> {
    return this.app.get<Model<JobRecord>>(getModelToken(JOBS));
  }

  async owner(email: string, preference: EmailPreference = 'always', batch = false): Promise<JobOwner> {
    const users = this.app.get(UserStore);
    const user = await users.create({ email, name: email.split('@')[0]!, passwordHash: '-', role: 'member' });
    const id = user._id.toHexString();
    await users.setNotificationPreferences(id, { email: preference, batch });
    return { id, name: user.name, email };
  }

  /** Uploads a file and gives the id of its job. */
  async upload(owner: JobOwner, name: string, bytes: Buffer, maxAttempts = 3): Promise<string> {
    const [id] = await this.uploadTogether(owner, { [name]: bytes }, maxAttempts);
    return id!;
  }

  /** Uploads files in one request and gives the ids of their jobs. */
  async uploadTogether(
    owner: JobOwner,
    files: Record<string, Buffer>,
    maxAttempts = 3,
    batch?: UploadBatch,
  ): Promise<string[]> {
    const newJobs: NewJob[] = [];
    for (const [name, bytes] of Object.entries(files)) {
      const file = await this.files.save('orderFiles', name, Readable.from([bytes]));
      newJobs.push({ file: { ...file, name }, options: { decimalSeparator: '.' }, batch });
    }
    const jobs = await this.app.get(JobIntake).enqueue(owner, newJobs, maxAttempts);
    await this.files.keep(newJobs.map(({ file }) => file.id));
    return jobs!.map(({ _id }) => _id.toHexString());
  }

  async job(id: string): Promise<Job> {
    return toJob(await this.record(id));
  }

  async record(id: string): Promise<JobRecord> {
    const record = await this.jobs.find('all', id);
    if (!record) throw new Error(`There is no job ${id}`);
    return record;
  }

  /** Waits until the job is as `condition` says. */
  async until(
    id: string,
    condition: (job: Job) => boolean,
    timeout = FAULT_TIMEOUT_MS,
    interval = 20,
  ): Promise<Job> {
    return vi.waitUntil(
      async () => {
        const job = await this.job(id);
        return condition(job) ? job : undefined;
      },
      { timeout, interval },
    );
  }

  /** Waits until all jobs have ended, and checks every trail. */
  async untilEnded(ids: string[], timeout = FAULT_TIMEOUT_MS): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const id of ids) jobs.push(await this.until(id, (job) => isTerminal(job.status), timeout, 100));
    for (const id of ids) checkTrail(await this.trail(id), await this.record(id));
    return jobs;
  }

  async trail(id: string): Promise<JobEvent[]> {
    return (await this.app.get(JobTrail).of('all', id)) ?? [];
  }

  async collection(name: string): Promise<Record<string, unknown>[]> {
    return this.records.db.collection(name).find<Record<string, unknown>>({}).toArray();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app.close();
  }
}
