import { type Request } from 'express';
import { type StorageEngine } from 'multer';
import { FileStore, type StoredFile } from '@orders/persistence';

/** A file of a request that is in GridFS by now. */
export type UploadedFile = Express.Multer.File & { stored: StoredFile };

/** multer's way into GridFS: no file is held in memory or on the API's disk. */
export class GridFsStorage implements StorageEngine {
  constructor(private readonly files: FileStore) {}

  _handleFile(
    _request: Request,
    file: Express.Multer.File,
    done: (error?: unknown, info?: Partial<UploadedFile>) => void,
  ): void {
    this.files.save('orderFiles', file.originalname, file.stream).then(
      (stored) => done(null, { stored, size: stored.size }),
      (error: unknown) => done(error),
    );
  }

  _removeFile(
    _request: Request,
    file: Express.Multer.File & Partial<UploadedFile>,
    done: (error: Error | null) => void,
  ): void {
    if (!file.stored) {
      done(null);
      return;
    }
    this.files.discard('orderFiles', file.stored.id).then(() => done(null), done);
  }
}
