import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { UPLOAD_FILES_FIELD } from '@orders/contracts';
import { FileStore } from '@orders/persistence';
import { type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import { catchError, type Observable } from 'rxjs';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { Problem } from '../problem/problem';
import { GridFsStorage, type UploadedFile } from './gridfs-storage';
import { watchPace } from './upload-pace';
import { uploadProblem } from './upload-problem';

const MB = 1024 * 1024;
/** What multipart adds around the files, at most. */
const OVERHEAD_BYTES = 64 * 1024;

/**
 * Streams the files of a multipart request into GridFS before the controller is called. A request that is
 * refused leaves none. After any other failure they stay, noted as pending: jobs may have been made of them
 * although the answer was lost, and the sweep will find out.
 */
@Injectable()
export class UploadInterceptor implements NestInterceptor {
  private readonly receive: RequestHandler;
  private readonly maxBytes: number;

  constructor(
    private readonly files: FileStore,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {
    this.maxBytes = config.MAX_FILE_MB * MB;
    this.receive = multer({
      storage: new GridFsStorage(files),
      defParamCharset: 'utf8',
      limits: {
        fileSize: this.maxBytes,
        files: config.MAX_FILES,
        fields: 4,
        parts: config.MAX_FILES + 4,
        fieldSize: 32 * 1024,
        fieldNameSize: 100,
        headerPairs: 50,
        // Nested and indexed field names make multer 2.5 build enormous arrays.
        fieldNestingDepth: 0,
        fieldArrayIndexLimit: 0,
      },
    }).array(UPLOAD_FILES_FIELD, config.MAX_FILES);
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    this.refuseEarly(request);
    await this.read(request, context.switchToHttp().getResponse<Response>());
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        if (error instanceof HttpException) await this.discard(request);
        throw error;
      }),
    );
  }

  private async discard({ files }: Request): Promise<void> {
    const stored = (Array.isArray(files) ? files : []) as UploadedFile[];
    await Promise.all(stored.map((file) => this.files.discard('orderFiles', file.stored.id)));
  }

  private refuseEarly(request: Request): void {
    if (!request.is('multipart/form-data')) {
      throw new Problem(
        415,
        'unsupported_media_type',
        `Send multipart/form-data with the field "${UPLOAD_FILES_FIELD}".`,
      );
    }
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > this.maxBytes * this.config.MAX_FILES + OVERHEAD_BYTES) {
      throw new Problem(
        413,
        'file_too_large',
        `The request is larger than ${this.config.MAX_FILES} files may be.`,
      );
    }
  }

  private read(request: Request, response: Response): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = watchPace(request, this.config.BODY_TIMEOUT_MS, () => {
        // Closing the connection after the answer makes multer give up, and its files go again.
        response.setHeader('Connection', 'close');
        reject(new Problem(408, 'request_timeout', 'The upload came too slowly. Nothing was saved.'));
      });
      this.receive(request, response, (error: unknown) => {
        stop();
        if (error) reject(uploadProblem(error, this.config));
        else resolve();
      });
    });
  }
}
