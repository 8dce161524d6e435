import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type InspectionRequest, type KnownFile, type ReadOptions } from '@orders/contracts';
import { type Model, Types } from 'mongoose';
import { type StoredFile } from '../files/file-store';
import { type InspectionRecord, STAGED_UPLOADS, type StagedRecord } from './staged-upload.schema';

/** How long a file waits for its owner's word, milliseconds. */
export const STAGED_LIFE_MS = 86_400_000;
/** Due at once: a time that every clock has passed. */
const AT_ONCE = new Date(0);
/** What a person may have waiting at once. */
const LISTED = 100;

export interface NewStagedUpload {
  file: StoredFile & { name: string };
  options: ReadOptions;
  known: KnownFile | null;
  /** The job whose file this is; null for a file of its own. */
  reprocessOf: Types.ObjectId | null;
}

/** Staged uploads as their owner sees them; nobody else does, admins neither. */
@Injectable()
export class StagedUploadStore {
  constructor(@InjectModel(STAGED_UPLOADS) private readonly staged: Model<StagedRecord>) {}

  /** Stages files that are stored; each one's preview is due at once. */
  async add(ownerId: string, uploads: NewStagedUpload[]): Promise<StagedRecord[]> {
    const createdAt = new Date();
    const records = uploads.map(({ file, options, known, reprocessOf }): StagedRecord => ({
      _id: new Types.ObjectId(),
      ownerId: new Types.ObjectId(ownerId),
      file: { id: file.id, name: file.name, size: file.size, sha256: file.sha256 },
      reprocessOf,
      known,
      options,
      remembered: false,
      headerSet: null,
      inspection: newInspection('preview', options),
      dueAt: AT_ONCE,
      preview: null,
      check: null,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + STAGED_LIFE_MS),
      version: 1,
    }));
    await this.staged.insertMany(records);
    return records;
  }

  /** Newest first. */
  async list(ownerId: string): Promise<StagedRecord[]> {
    return this.staged
      .find({ ownerId: new Types.ObjectId(ownerId) })
      .sort({ _id: -1 })
      .limit(LISTED)
      .lean<StagedRecord[]>();
  }

  async find(ownerId: string, id: string): Promise<StagedRecord | null> {
    return this.staged.findOne(owned(ownerId, id)).lean<StagedRecord>();
  }

  /** Asks for a look at the file; what a worker does with it at the moment is overtaken. */
  async inspect(ownerId: string, id: string, request: InspectionRequest): Promise<StagedRecord | null> {
    const { kind, options } = request;
    const asked = newInspection(kind, options);
    return this.staged
      .findOneAndUpdate(
        owned(ownerId, id),
        [
          {
            $set: {
              options: { $literal: options },
              remembered: false,
              inspection: {
                $mergeObjects: [{ $literal: asked }, { fence: { $add: ['$inspection.fence', 1] } }],
              },
              dueAt: AT_ONCE,
              version: { $add: ['$version', 1] },
            },
          },
        ],
        { returnDocument: 'after', updatePipeline: true },
      )
      .lean<StagedRecord>();
  }

  async remove(ownerId: string, id: string): Promise<StagedRecord | null> {
    return this.staged.findOneAndDelete(owned(ownerId, id)).lean<StagedRecord>();
  }

  /** Whether a staged upload needs this file of the bucket `orderFiles`. */
  async usesFile(fileId: Types.ObjectId): Promise<boolean> {
    return (await this.staged.exists({ 'file.id': fileId })) !== null;
  }
}

const owned = (ownerId: string, id: string) => ({
  _id: new Types.ObjectId(id),
  ownerId: new Types.ObjectId(ownerId),
});

const newInspection = (kind: InspectionRecord['kind'], options: ReadOptions): InspectionRecord => ({
  kind,
  state: 'pending',
  options,
  percent: 0,
  error: null,
  fence: 0,
  attempts: 0,
});
