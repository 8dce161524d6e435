import * as z from 'zod';

/** Why a whole file could not be used. Stable: clients and mails depend on these codes. */
export const FileErrorCode = z
  .enum([
    'unsupported_format',
    'corrupt_file',
    'encrypted_file',
    'too_large',
    'too_many_rows',
    'too_many_products',
    'archive_bomb',
    'missing_columns',
    'duplicate_header',
    'sheet_not_found',
    'empty_file',
    'no_valid_rows',
    'too_many_rejected_rows',
    'parser_crashed',
    'parser_timeout',
    'worker_lost',
    'file_missing',
    'storage_unavailable',
  ])
  .meta({ id: 'FileErrorCode' });
export type FileErrorCode = z.infer<typeof FileErrorCode>;

export const FileError = z
  .object({
    code: FileErrorCode,
    message: z.string().meta({ description: 'What is wrong and what to do, for a person' }),
    details: z
      .object({
        missing: z.array(z.string()).optional(),
        headersSeen: z.array(z.string()).optional(),
        sheetsSeen: z.array(z.string()).optional(),
        limit: z.number().optional(),
      })
      .optional(),
  })
  .meta({ id: 'FileError' });
export type FileError = z.infer<typeof FileError>;
