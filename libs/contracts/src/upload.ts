import * as z from 'zod';
import { Job } from './job';
import { ReadOptions } from './order-summary';

/** The multipart field that holds the files; repeat it for several. */
export const UPLOAD_FILES_FIELD = 'files';

/** Files that are sent one by one and yet belong together: they have a report in common. */
export const UploadBatch = z
  .strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{24}$/, 'Not an id')
      .meta({ description: 'Chosen by the client' }),
    files: z.int().min(2).max(1_000).meta({ description: 'How many files the batch is going to have' }),
  })
  .meta({ id: 'UploadBatch' });
export type UploadBatch = z.infer<typeof UploadBatch>;

const jsonText = <T extends z.ZodType>(schema: T) =>
  z
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
    .pipe(schema);

/** The other fields of an upload: JSON texts. */
export const UploadFields = z
  .strictObject({ options: jsonText(ReadOptions).optional(), batch: jsonText(UploadBatch).optional() })
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
