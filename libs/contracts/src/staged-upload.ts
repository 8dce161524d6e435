import * as z from 'zod';
import { FileError } from './file-error';
import { OrderPreview } from './order-preview';
import { OrderMetrics, ReadOptions, SheetChoice } from './order-summary';
import { RowError } from './row-error';

/** An earlier job with the same bytes, among those that the asking person may see. */
export const KnownFile = z
  .object({
    jobId: z.string(),
    fileName: z.string(),
    ownerName: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'KnownFile' });
export type KnownFile = z.infer<typeof KnownFile>;

export const KnownFileQuery = z
  .strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'Not a SHA-256 in hexadecimal') })
  .meta({ id: 'KnownFileQuery' });
export type KnownFileQuery = z.infer<typeof KnownFileQuery>;

export const KnownFileAnswer = z.object({ known: KnownFile.nullable() }).meta({ id: 'KnownFileAnswer' });
export type KnownFileAnswer = z.infer<typeof KnownFileAnswer>;

/** preview: the head of the file; check: a dry run over all of it. */
export const InspectionKind = z.enum(['preview', 'check']).meta({ id: 'InspectionKind' });
export type InspectionKind = z.infer<typeof InspectionKind>;

/** What a worker does, or last did, with a staged file. */
export const Inspection = z
  .object({
    kind: InspectionKind,
    state: z.enum(['pending', 'running', 'done', 'failed']),
    options: ReadOptions.meta({ description: 'How the file is read for it' }),
    percent: z.number().min(0).max(100),
    error: FileError.nullable().meta({ description: 'Why the file can not be used as asked for' }),
  })
  .meta({ id: 'Inspection' });
export type Inspection = z.infer<typeof Inspection>;

/** A dry run: the whole file read by the same rules, nothing stored of it but this. */
export const OrderCheck = z
  .object({
    options: ReadOptions,
    metrics: OrderMetrics,
    sheet: SheetChoice,
    rowErrors: z.array(RowError).meta({ description: 'Of the first rejected rows, at most 100 entries' }),
  })
  .meta({ id: 'OrderCheck' });
export type OrderCheck = z.infer<typeof OrderCheck>;

/** An uploaded file that is looked at before it becomes a job. It goes by itself after a day. */
export const StagedUpload = z
  .object({
    id: z.string(),
    file: z.object({ name: z.string(), size: z.int().min(0), sha256: z.string().length(64) }),
    reprocessOf: z
      .string()
      .nullable()
      .meta({ description: 'The job whose file this is; null for a new upload' }),
    known: KnownFile.nullable().meta({ description: 'An earlier job with the same bytes' }),
    options: ReadOptions.meta({
      description: 'What to start with: asked for last, or remembered for a sheet with the same headers',
    }),
    remembered: z
      .boolean()
      .meta({ description: 'The mapping was remembered from a sheet with the same headers' }),
    inspection: Inspection,
    preview: OrderPreview.nullable(),
    check: OrderCheck.nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    version: z.int().meta({ description: 'Rises with every change' }),
  })
  .meta({ id: 'StagedUpload' });
export type StagedUpload = z.infer<typeof StagedUpload>;

export const StagedUploads = z.object({ items: z.array(StagedUpload) }).meta({ id: 'StagedUploads' });
export type StagedUploads = z.infer<typeof StagedUploads>;

export const InspectionRequest = z
  .strictObject({ kind: InspectionKind, options: ReadOptions })
  .meta({ id: 'InspectionRequest' });
export type InspectionRequest = z.infer<typeof InspectionRequest>;

export const StagedStart = z.strictObject({ options: ReadOptions }).meta({ id: 'StagedStart' });
export type StagedStart = z.infer<typeof StagedStart>;
