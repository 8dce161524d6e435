import { Inject, Injectable } from '@nestjs/common';
import { type Job, type ReadOptions } from '@orders/contracts';
import {
  ColumnMemory,
  FileStore,
  JobIntake,
  type JobRecord,
  type StagedRecord,
  StagedUploadStore,
  toJob,
} from '@orders/persistence';
import { type SignedInUser } from '../auth/signed-in-user';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { LiveEvents } from '../realtime/live-events';
import { byHeaderText } from './by-header-text';
import { StagedUploadsService } from './staged-uploads.service';

/** Makes jobs of staged files. */
@Injectable()
export class StagedStartService {
  constructor(
    private readonly uploads: StagedUploadsService,
    private readonly staged: StagedUploadStore,
    private readonly files: FileStore,
    private readonly intake: JobIntake,
    private readonly memory: ColumnMemory,
    private readonly live: LiveEvents,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /** Makes the job. Asked for again, also at the same moment, it answers with the same one. */
  async start(user: SignedInUser, id: string, options: ReadOptions): Promise<Job> {
    const key = `staged-${id}`;
    const earlier = (await this.intake.findByKey(user.id, key))?.[0];
    if (earlier) return this.settle(user, id, earlier);
    const staged = await this.uploads.record(user, id);
    const made = await this.intake.enqueue(
      user,
      [{ file: staged.file, options, ...reprocessing(staged) }],
      this.config.MAX_ATTEMPTS,
      { key, fingerprint: key },
    );
    const record = (made ?? (await this.intake.findByKey(user.id, key)))?.[0];
    if (!record) throw new Error('No job was made');
    if (made) this.live.jobCreated(toJob(record));
    await this.remember(user, staged, options);
    return this.settle(user, id, record);
  }

  /** From here on the file is the job's. */
  private async settle(user: SignedInUser, id: string, record: JobRecord): Promise<Job> {
    if (record.file.id) await this.files.keep([record.file.id]);
    await this.staged.remove(user.id, id);
    return toJob(record);
  }

  /** What a person chose for these headers holds for their next sheet with the same ones. */
  private async remember(
    user: SignedInUser,
    { headerSet, preview }: StagedRecord,
    options: ReadOptions,
  ): Promise<void> {
    if (headerSet === null || !preview || options.mapping === undefined) return;
    await this.memory.remember(user.id, headerSet, byHeaderText(options, preview));
  }
}

const reprocessing = ({ reprocessOf }: StagedRecord): { reprocessOf?: string } =>
  reprocessOf ? { reprocessOf: reprocessOf.toHexString() } : {};
