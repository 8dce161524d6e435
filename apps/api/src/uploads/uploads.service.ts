import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Job, type ReadOptions, type UploadBatch } from '@orders/contracts';
import { FileStore, JobIntake, type JobOwner, type JobRecord, toJob } from '@orders/persistence';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { Problem } from '../problem/problem';
import { LiveEvents } from '../realtime/live-events';
import { type UploadedFile } from './gridfs-storage';

export interface Upload {
  files: UploadedFile[];
  options: ReadOptions;
  idempotencyKey: string | undefined;
  batch?: UploadBatch | undefined;
  /** The job whose rejected rows these files bring. */
  supplementOf?: string;
}

@Injectable()
export class UploadsService {
  constructor(
    private readonly files: FileStore,
    private readonly intake: JobIntake,
    private readonly live: LiveEvents,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /** Makes a job of each stored file. */
  async accept(owner: JobOwner, upload: Upload): Promise<Job[]> {
    const { records, repeated } = await this.enqueue(owner, upload);
    const jobs = records.map(toJob);
    if (repeated) {
      await this.discard(upload.files);
      return jobs;
    }
    // What can't be struck out now is by the sweep: the jobs refer to the files.
    await this.files.keep(upload.files.map((file) => file.stored.id)).catch(() => undefined);
    jobs.forEach((job) => this.live.jobCreated(job));
    return jobs;
  }

  private async enqueue(
    owner: JobOwner,
    upload: Upload,
  ): Promise<{ records: JobRecord[]; repeated: boolean }> {
    if (upload.files.length === 0) throw new Problem(400, 'no_files', 'The request holds no file.');
    const key = upload.idempotencyKey;
    const idempotency = key === undefined ? undefined : { key, fingerprint: fingerprintOf(upload) };
    const earlier = key === undefined ? undefined : await this.intake.findByKey(owner.id, key);
    const made =
      earlier === undefined
        ? await this.intake.enqueue(
            owner,
            upload.files.map((file) => ({
              file: { ...file.stored, name: file.originalname },
              options: upload.options,
              batch: upload.batch,
              ...(upload.supplementOf !== undefined && { supplementOf: upload.supplementOf }),
            })),
            this.config.MAX_ATTEMPTS,
            idempotency,
          )
        : undefined;
    if (made) return { records: made, repeated: false };

    const first = earlier ?? (key === undefined ? undefined : await this.intake.findByKey(owner.id, key));
    if (!first)
      throw new Problem(409, 'idempotency_in_progress', 'The same request is being worked on. Try again.');
    if (first[0]?.idempotency?.fingerprint !== idempotency?.fingerprint) {
      throw new Problem(422, 'idempotency_key_reused', 'This Idempotency-Key was used for another upload.');
    }
    return { records: first, repeated: true };
  }

  private async discard(files: UploadedFile[]): Promise<void> {
    await Promise.all(files.map((file) => this.files.discard('orderFiles', file.stored.id)));
  }
}

/** What an upload asks for: its files by content and name, and how to read them. */
function fingerprintOf(upload: Upload): string {
  const asked = [
    upload.files.map((file) => [file.originalname, file.stored.sha256]),
    upload.options,
    upload.supplementOf,
  ];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}
