import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { type Connection, type Model, mongo, Types } from 'mongoose';
import { PENDING_FILES, type PendingFileRecord } from './pending-file.schema';

/** GridFS buckets: what users upload, and the reports of rejected rows. */
export type FileBucket = 'orderFiles' | 'errorReports';

/** The stored file is gone: removed by retention, or by hand. */
export class FileMissingError extends Error {}

export interface StoredFile {
  id: Types.ObjectId;
  /** Bytes. */
  size: number;
  sha256: string;
}

export interface SaveOptions {
  signal?: AbortSignal;
  /** The attempt that writes an error report. */
  attempt?: { jobId: Types.ObjectId; fence: number };
}

/** Files in GridFS, so that every process reaches them and one backup holds all. */
@Injectable()
export class FileStore {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(PENDING_FILES) private readonly pendingFiles: Model<PendingFileRecord>,
  ) {}

  /**
   * Streams a file in and hashes it on the way. When it fails, nothing of it stays. The file counts as
   * pending until {@link keep}.
   */
  async save(
    bucket: FileBucket,
    name: string,
    source: Readable,
    options: SaveOptions = {},
  ): Promise<StoredFile> {
    const id = new Types.ObjectId();
    await this.notePending(id, bucket, options.attempt);
    const upload = this.bucket(bucket).openUploadStreamWithId(id, name);
    const hash = createHash('sha256');
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    try {
      await pipeline(source, measure, upload, options.signal ? { signal: options.signal } : {});
    } catch (error) {
      await this.discard(bucket, id);
      throw error;
    }
    return { id, size, sha256: hash.digest('hex') };
  }

  /** Says that something durable refers to these files now. */
  async keep(ids: Types.ObjectId[]): Promise<void> {
    await this.pendingFiles.deleteMany({ _id: { $in: ids } });
  }

  /** Says that something refers to these files until then; after that the sweep looks whether it still does. */
  async keepUntil(ids: Types.ObjectId[], time: Date): Promise<void> {
    await this.pendingFiles.updateMany({ _id: { $in: ids } }, { $set: { createdAt: time } });
  }

  /** Says that a file may have lost its last referrer: the sweep will look. */
  async release(bucket: FileBucket, id: Types.ObjectId): Promise<void> {
    await this.notePending(id, bucket, undefined, new Date(0));
  }

  /** Removes a file that nothing refers to; what can't be removed now is left to the sweep. */
  async discard(bucket: FileBucket, id: Types.ObjectId): Promise<void> {
    try {
      await this.remove(bucket, id);
    } catch {
      // Still noted as pending.
    }
  }

  /** Files that have been pending since before `before`, oldest first. */
  async pendingSince(before: Date, limit: number): Promise<PendingFileRecord[]> {
    return this.pendingFiles
      .find({ createdAt: { $lt: before } })
      .sort({ createdAt: 1 })
      .limit(limit)
      .lean<PendingFileRecord[]>();
  }

  /** @throws FileMissingError */
  async open(bucket: FileBucket, id: Types.ObjectId): Promise<{ stream: Readable; size: number }> {
    const [file] = await this.bucket(bucket).find({ _id: id }).limit(1).toArray();
    if (!file) throw new FileMissingError();
    return { stream: this.bucket(bucket).openDownloadStream(id), size: file.length };
  }

  /** Removes a file with all its chunks, half-written ones too; one that is already gone is no error. */
  async remove(bucket: FileBucket, id: Types.ObjectId): Promise<void> {
    await this.db.collection(`${bucket}.files`).deleteOne({ _id: id });
    await this.db.collection(`${bucket}.chunks`).deleteMany({ files_id: id });
    await this.keep([id]);
  }

  private async notePending(
    id: Types.ObjectId,
    bucket: FileBucket,
    attempt: SaveOptions['attempt'],
    createdAt = new Date(),
  ): Promise<void> {
    await this.pendingFiles.updateOne(
      { _id: id },
      { $set: { bucket, jobId: attempt?.jobId ?? null, fence: attempt?.fence ?? null, createdAt } },
      { upsert: true },
    );
  }

  private bucket(name: FileBucket): mongo.GridFSBucket {
    return new mongo.GridFSBucket(this.db, { bucketName: name });
  }

  private get db(): mongo.Db {
    const { db } = this.connection;
    if (!db) throw new mongo.MongoNotConnectedError('The database is not connected');
    return db;
  }
}
