import { type ApiConfig } from '../config/api-config';
import { MulterError } from 'multer';
import { Problem } from '../problem/problem';

/** The problem that an error while a multipart request was read is; errors of the storage stay as they are. */
export function uploadProblem(error: unknown, limits: Pick<ApiConfig, 'MAX_FILE_MB' | 'MAX_FILES'>): Error {
  if (error instanceof MulterError) return problemOfCode(error, limits);
  if (!(error instanceof Error)) return new Error('The upload failed', { cause: error });
  // busboy reports what it can't read as plain errors.
  if (
    /multipart|boundary|unexpected end|malformed|request (aborted|closed)|fell silent/i.test(error.message)
  ) {
    return new Problem(
      400,
      'malformed_upload',
      'The upload broke off or is not valid multipart/form-data. Nothing was saved.',
    );
  }
  return error;
}

function problemOfCode(error: MulterError, limits: Pick<ApiConfig, 'MAX_FILE_MB' | 'MAX_FILES'>): Problem {
  switch (error.code) {
    case 'LIMIT_FILE_SIZE':
      return new Problem(
        413,
        'file_too_large',
        `A file may have at most ${limits.MAX_FILE_MB} MB. Nothing was saved.`,
      );
    case 'LIMIT_FILE_COUNT':
    case 'LIMIT_PART_COUNT':
      return new Problem(
        400,
        'too_many_files',
        `At most ${limits.MAX_FILES} files a request. Nothing was saved.`,
      );
    case 'LIMIT_UNEXPECTED_FILE':
      return new Problem(
        400,
        'too_many_files',
        `Files belong into the field "files", at most ${limits.MAX_FILES}. Nothing was saved.`,
      );
    default:
      return new Problem(
        400,
        'malformed_upload',
        'The form holds fields that an upload does not have. Nothing was saved.',
      );
  }
}
