import { Injectable } from '@nestjs/common';
import { type InspectionRequest, type ReadOptions, type StagedUpload } from '@orders/contracts';
import {
  FileStore,
  type NewStagedUpload,
  STAGED_LIFE_MS,
  type StagedRecord,
  StagedUploadStore,
  toStagedUpload,
} from '@orders/persistence';
import { type SignedInUser } from '../auth/signed-in-user';
import { JobsService } from '../jobs/jobs.service';
import { notFound, Problem } from '../problem/problem';
import { LiveEvents } from '../realtime/live-events';
import { type UploadedFile } from '../uploads/gridfs-storage';
import { KnownFiles } from './known-files';

/** Files that people look at before they become jobs. */
@Injectable()
export class StagedUploadsService {
  constructor(
    private readonly staged: StagedUploadStore,
    private readonly files: FileStore,
    private readonly known: KnownFiles,
    private readonly jobs: JobsService,
    private readonly live: LiveEvents,
  ) {}

  /** Stages stored files. */
  async stage(user: SignedInUser, files: UploadedFile[], options: ReadOptions): Promise<StagedUpload[]> {
    if (files.length === 0) throw new Problem(400, 'no_files', 'The request holds no file.');
    const uploads = await Promise.all(
      files.map(async ({ stored, originalname }): Promise<NewStagedUpload> => {
        const known = await this.known.find(user, stored.sha256);
        return { file: { ...stored, name: originalname }, options, known, reprocessOf: null };
      }),
    );
    await this.files.keepUntil(
      files.map(({ stored }) => stored.id),
      new Date(Date.now() + STAGED_LIFE_MS),
    );
    const records = await this.staged.add(user.id, uploads);
    return records.map((record) => this.told(record));
  }

  /** Stages the file of a job, to process it again in another way. */
  async stageJob(user: SignedInUser, jobId: string): Promise<StagedUpload> {
    const job = await this.jobs.record(user, jobId);
    const { id, name, size, sha256 } = job.file;
    if (!id) throw new Problem(409, 'file_missing', 'The original file has been removed: upload it again.');
    const upload = {
      file: { id, name, size, sha256 },
      options: job.options,
      known: null,
      reprocessOf: job._id,
    };
    const [record] = await this.staged.add(user.id, [upload]);
    if (!record) throw new Error('Nothing was staged');
    return this.told(record);
  }

  async list(user: SignedInUser): Promise<StagedUpload[]> {
    return (await this.staged.list(user.id)).map(toStagedUpload);
  }

  async find(user: SignedInUser, id: string): Promise<StagedUpload> {
    return toStagedUpload(await this.record(user, id));
  }

  async inspect(user: SignedInUser, id: string, request: InspectionRequest): Promise<StagedUpload> {
    const record = await this.staged.inspect(user.id, id, request);
    if (!record) throw notFound('The staged file');
    return this.told(record);
  }

  async remove(user: SignedInUser, id: string): Promise<void> {
    const removed = await this.staged.remove(user.id, id);
    if (!removed) throw notFound('The staged file');
    await this.files.release('orderFiles', removed.file.id);
  }

  /** The staged file as stored; someone else's does not exist. */
  async record(user: SignedInUser, id: string): Promise<StagedRecord> {
    const record = await this.staged.find(user.id, id);
    if (!record) throw notFound('The staged file');
    return record;
  }

  private told(record: StagedRecord): StagedUpload {
    const staged = toStagedUpload(record);
    this.live.stagedChanged(record.ownerId.toHexString(), staged);
    return staged;
  }
}
