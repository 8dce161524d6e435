import * as z from 'zod';
import { Job } from './job';
import { ReadOptions } from './order-summary';

/** The multipart field that holds the files; repeat it for several. */
export const UPLOAD_FILES_FIELD = 'files';

/** The other fields of an upload: `options` is a JSON text. */
export const UploadFields = z
  .strictObject({
    options: z
      .string()
      .max(20_000)
      .transform((text, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.addIssue({ code: 'custom', message: 'Not JSON' });
          return z.NEVER;
        }
      })
      .pipe(ReadOptions)
      .optional(),
  })
  .meta({ id: 'UploadFields' });
export type UploadFields = z.infer<typeof UploadFields>;

export const UploadResponse = z
  .object({ jobs: z.array(Job).meta({ description: 'One a file, in the order of the files' }) })
  .meta({ id: 'UploadResponse' });
export type UploadResponse = z.infer<typeof UploadResponse>;

/** What the upload page must know beforehand. */
export const UploadLimits = z
  .object({
    maxFileBytes: z.int(),
    maxFiles: z.int(),
    maxSheetRows: z.int(),
    maxTextRows: z.int(),
    extensions: z.array(z.string()),
  })
  .meta({ id: 'UploadLimits' });
export type UploadLimits = z.infer<typeof UploadLimits>;
