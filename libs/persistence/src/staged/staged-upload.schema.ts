import {
  type FileError,
  type InspectionKind,
  type KnownFile,
  type OrderCheck,
  type OrderPreview,
  type ReadOptions,
} from '@orders/contracts';
import { Schema, type Types } from 'mongoose';

/** What a worker is to do, does, or last did with a staged file. */
export interface InspectionRecord {
  kind: InspectionKind;
  state: 'pending' | 'running' | 'done' | 'failed';
  options: ReadOptions;
  percent: number;
  error: FileError | null;
  /** Rises with every request and every claim: what an outrun worker writes is refused. */
  fence: number;
  attempts: number;
}

/** An uploaded file that is looked at before it becomes a job. */
export interface StagedRecord {
  _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  file: { id: Types.ObjectId; name: string; size: number; sha256: string };
  /** The job whose file this is; null for a file of its own. */
  reprocessOf: Types.ObjectId | null;
  known: KnownFile | null;
  options: ReadOptions;
  remembered: boolean;
  /** Stands for the set of the sheet's headers; known once the file was previewed. */
  headerSet: string | null;
  inspection: InspectionRecord;
  /**
   * Only while there is something to do: not before this time by the database's clock. Also the lease of
   * the worker that does it.
   */
  dueAt?: Date;
  preview: OrderPreview | null;
  check: OrderCheck | null;
  createdAt: Date;
  expiresAt: Date;
  version: number;
}

export const STAGED_UPLOADS = 'StagedUpload';

const { ObjectId, Mixed } = Schema.Types;

export const stagedUploadSchema = new Schema<StagedRecord>(
  {
    ownerId: { type: ObjectId, required: true },
    file: {
      id: { type: ObjectId, required: true },
      name: { type: String, required: true },
      size: { type: Number, required: true },
      sha256: { type: String, required: true },
    },
    reprocessOf: { type: ObjectId, default: null },
    known: { type: Mixed, default: null },
    options: { type: Mixed, required: true },
    remembered: { type: Boolean, required: true },
    headerSet: { type: String, default: null },
    inspection: { type: Mixed, required: true },
    dueAt: { type: Date },
    preview: { type: Mixed, default: null },
    check: { type: Mixed, default: null },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    version: { type: Number, required: true },
  },
  { collection: 'stagedUploads', versionKey: false, minimize: false, strictQuery: 'throw', strict: 'throw' },
);
stagedUploadSchema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
stagedUploadSchema.index({ ownerId: 1, _id: -1 });
stagedUploadSchema.index({ 'file.id': 1 });
stagedUploadSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
