import * as z from 'zod';
import { FileError } from './file-error';
import { Money } from './money';
import { OrderFileFormat, OrderMetrics, ReadOptions, SheetChoice } from './order-summary';
import { PageQuery, pageOf } from './page';
import { RowError, RowErrorCode } from './row-error';

/** Life cycle: `pending -> processing -> completed | failed | cancelled` (docs/architecture.md). */
export const JobStatus = z
  .enum(['pending', 'processing', 'completed', 'failed', 'cancelled'])
  .meta({ id: 'JobStatus' });
export type JobStatus = z.infer<typeof JobStatus>;

/** States that a job does not leave by itself. */
export const TERMINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const satisfies JobStatus[];

export const isTerminal = (status: JobStatus): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

export const JobFile = z
  .object({
    name: z.string().meta({ description: 'As uploaded; data, never a path' }),
    size: z.int().min(0).meta({ description: 'Bytes' }),
    sha256: z.string().length(64),
    format: OrderFileFormat.nullable().meta({ description: 'Known once the file was read' }),
  })
  .meta({ id: 'JobFile' });
export type JobFile = z.infer<typeof JobFile>;

export const JobPhase = z
  .enum(['preparing', 'reading', 'saving'])
  .meta({ id: 'JobPhase', description: 'preparing: the file is fetched; reading: rows are counted; saving' });
export type JobPhase = z.infer<typeof JobPhase>;

export const JobProgress = z
  .object({
    attempt: z.int().min(1),
    phase: JobPhase,
    rows: z.int().min(0),
    bytes: z.int().min(0).meta({ description: 'Bytes of the file read so far' }),
    percent: z.number().min(0).max(100).meta({ description: 'Never goes back within an attempt' }),
    rowsPerSecond: z.number().min(0),
    secondsLeft: z.number().min(0).nullable(),
  })
  .meta({ id: 'JobProgress' });
export type JobProgress = z.infer<typeof JobProgress>;

/** The e-mail report of a job. `none`: its owner does not want one. */
export const ReportState = z.enum(['none', 'pending', 'sent', 'failed']).meta({ id: 'ReportState' });
export type ReportState = z.infer<typeof ReportState>;

export const Job = z
  .object({
    id: z.string(),
    status: JobStatus,
    owner: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    file: JobFile,
    options: ReadOptions,
    attempt: z.int().min(0).meta({ description: 'How many times it was started' }),
    maxAttempts: z.int().min(1),
    priority: z.int(),
    progress: JobProgress.nullable(),
    metrics: OrderMetrics.nullable(),
    sheet: SheetChoice.nullable(),
    error: FileError.nullable(),
    duplicateOf: z
      .string()
      .nullable()
      .meta({ description: 'An earlier job of the same owner with the same bytes' }),
    reprocessOf: z.string().nullable().meta({ description: 'The job whose file is processed again' }),
    supplementOf: z
      .string()
      .nullable()
      .meta({ description: 'The job whose rejected rows this one brings, corrected' }),
    batchId: z.string().nullable().meta({ description: 'Common to files that were uploaded together' }),
    stalled: z
      .boolean()
      .meta({ description: 'Processing, but its worker has not been heard of: another one takes over' }),
    needsAttention: z.boolean().meta({
      description:
        'It failed, or rows of it were rejected, and nobody has seen to it: not retried, no supplement ' +
        'brought the rows, not acknowledged',
    }),
    report: z.object({ state: ReportState, sentAt: z.iso.datetime().nullable() }),
    fileAvailable: z.boolean().meta({ description: 'False once retention has removed the original' }),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    nextAttemptAt: z.iso.datetime().nullable(),
    version: z
      .int()
      .meta({ description: 'Rises with every change: the later of two states has the larger one' }),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

/** A job's figures together with those of the supplements that brought its rejected rows. */
export const CombinedMetrics = z
  .object({
    rowsAccepted: z.int().min(0),
    rowsOpen: z.int().min(0).meta({ description: 'Rejected rows that no supplement has brought yet' }),
    orders: z.int().min(0).meta({
      description: 'Each once, also where its rows are in several of the files',
    }),
    itemsTotal: z.int().min(0),
    revenue: Money,
    averageOrderValue: Money,
  })
  .meta({ id: 'CombinedMetrics' });
export type CombinedMetrics = z.infer<typeof CombinedMetrics>;

export const JobSupplements = z
  .object({
    items: z.array(Job).meta({ description: 'Oldest first' }),
    combined: CombinedMetrics.nullable().meta({ description: 'Null while no supplement has completed' }),
  })
  .meta({ id: 'JobSupplements' });
export type JobSupplements = z.infer<typeof JobSupplements>;

export const JobSort = z
  .enum(['createdAt', '-createdAt', 'fileName', '-fileName', 'size', '-size', 'revenue', '-revenue'])
  .meta({ id: 'JobSort' });
export type JobSort = z.infer<typeof JobSort>;

const commaList = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .string()
    .max(500)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item));

export const JobListQuery = PageQuery.extend({
  status: commaList(JobStatus).optional().meta({ description: 'One or several, separated by commas' }),
  search: z.string().trim().max(200).optional().meta({
    description:
      "Words, or parts of words, of a file's name, its owner, its error and its best-selling products",
  }),
  owner: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .optional()
    .meta({ description: 'For admins: one owner only' }),
  needsAttention: z.literal('true').optional().meta({
    description: 'Only jobs that failed, or whose rows were rejected, and that nobody has seen to',
  }),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  minSize: z.coerce.number().int().min(0).optional().meta({ description: 'Bytes' }),
  maxSize: z.coerce.number().int().min(0).optional().meta({ description: 'Bytes' }),
  sort: JobSort.default('-createdAt'),
}).meta({ id: 'JobListQuery' });
export type JobListQuery = z.infer<typeof JobListQuery>;
/** The same query as a client writes it. */
export type JobListParams = z.input<typeof JobListQuery>;

export const JobPage = pageOf(Job, 'JobPage');
export type JobPage = z.infer<typeof JobPage>;

export const RowErrorQuery = PageQuery.extend({
  code: RowErrorCode.optional(),
  search: z.string().trim().max(200).optional(),
}).meta({ id: 'RowErrorQuery' });
export type RowErrorQuery = z.infer<typeof RowErrorQuery>;
export type RowErrorParams = z.input<typeof RowErrorQuery>;

export const RowErrorPage = pageOf(RowError, 'RowErrorPage');
export type RowErrorPage = z.infer<typeof RowErrorPage>;

export const JobCounts = z.record(JobStatus, z.int().min(0)).meta({ id: 'JobCounts' });
export type JobCounts = z.infer<typeof JobCounts>;

/** Larger goes first; 0 is what every upload has. */
export const JobPriority = z.int().min(-10).max(10).meta({ id: 'JobPriority' });

export const JobChange = z.strictObject({ priority: JobPriority }).meta({ id: 'JobChange' });
export type JobChange = z.infer<typeof JobChange>;

export const BulkAction = z.enum(['cancel', 'retry', 'acknowledge', 'delete']).meta({ id: 'BulkAction' });
export type BulkAction = z.infer<typeof BulkAction>;

const jobIds = z.array(z.string().regex(/^[0-9a-f]{24}$/, 'Not an id')).min(1);
const jobFilter = JobListQuery.omit({ limit: true, cursor: true, sort: true });
const idsOrFilter = ({ ids, filter }: { ids?: unknown; filter?: unknown }): boolean =>
  (ids === undefined) !== (filter === undefined);

/** Which jobs a bulk action is for: those named, or all that a list's filter finds. */
export const BulkRequest = z
  .strictObject({
    action: BulkAction,
    ids: jobIds.max(1_000).optional(),
    filter: jobFilter.optional(),
  })
  .refine(idsOrFilter, 'Give either ids or a filter')
  .meta({ id: 'BulkRequest' });
export type BulkRequest = z.infer<typeof BulkRequest>;

export const BulkResult = z
  .object({
    matched: z.int().meta({ description: 'Jobs that the action was tried on' }),
    changed: z.int().meta({ description: 'Jobs that it applied to; the others were in another state' }),
    more: z
      .boolean()
      .meta({ description: 'The filter matches more than one request may change: send it again' }),
  })
  .meta({ id: 'BulkResult' });
export type BulkResult = z.infer<typeof BulkResult>;

/** Jobs whose original files one archive may hold. */
export const MAX_ARCHIVE_FILES = 200;

/** Which jobs' original files are wanted as one archive: of those named, or all that a list's filter finds. */
export const ArchiveRequest = z
  .strictObject({
    ids: jobIds.max(MAX_ARCHIVE_FILES).optional(),
    filter: jobFilter.optional(),
  })
  .refine(idsOrFilter, 'Give either ids or a filter')
  .meta({ id: 'ArchiveRequest' });
export type ArchiveRequest = z.infer<typeof ArchiveRequest>;
