import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { ApiProblem } from '../problem/api-problem.decorator';
import { UploadInterceptor } from './upload.interceptor';

/** A route that takes order files as multipart/form-data: stores them first, and documents how it may go wrong. */
export const ReceivesFiles = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(UploadInterceptor),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['files'],
        properties: {
          files: { type: 'array', items: { type: 'string', format: 'binary' } },
          options: {
            type: 'string',
            description: 'JSON of ReadOptions: mapping, decimalSeparator, sheet, headerRow, maxRejectedRows',
          },
          batch: {
            type: 'string',
            description:
              'JSON of UploadBatch: id and number of files that come one by one and belong together',
          },
        },
      },
    }),
    ApiProblem(400, 'validation_failed', 'no_files', 'too_many_files', 'malformed_upload'),
    ApiProblem(408, 'request_timeout'),
    ApiProblem(413, 'file_too_large'),
    ApiProblem(415, 'unsupported_media_type'),
    ApiProblem(503, 'storage_unavailable'),
    ApiProblem(507, 'storage_full'),
  );
