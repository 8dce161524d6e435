import { Schema, type Types } from 'mongoose';
import { type FileBucket } from './file-store';

/**
 * A file that is being stored and that nothing refers to yet. It is noted before the first byte and
 * struck out once a job refers to the file; what stays longer than an upload can take is swept.
 */
export interface PendingFileRecord {
  /** The GridFS file's id. */
  _id: Types.ObjectId;
  bucket: FileBucket;
  /** For error reports: the attempt that wrote it. */
  jobId: Types.ObjectId | null;
  fence: number | null;
  createdAt: Date;
}

export const PENDING_FILES = 'PendingFile';

export const pendingFileSchema = new Schema<PendingFileRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    bucket: { type: String, required: true },
    jobId: { type: Schema.Types.ObjectId, default: null },
    fence: { type: Number, default: null },
    createdAt: { type: Date, required: true, index: true },
  },
  { collection: 'pendingFiles', versionKey: false, strictQuery: 'throw', strict: 'throw' },
);
