import {
  type FileError,
  type JobProgress,
  type JobStatus,
  type OrderFileFormat,
  type ReadOptions,
  type ReportState,
  type SheetChoice,
} from '@orders/contracts';
import { Schema, type Types } from 'mongoose';
import { type StoredMetrics } from './stored-metrics';
import { type TrailEntry } from './trail-entry';

/** Who runs a job and until when, by the database's clock. */
export interface Lease {
  workerId: string;
  /** Rises with every claim; every write of a worker carries it, so that a stale one is refused. */
  fence: number;
  expiresAt: Date;
}

/** What ended attempts, counted per kind since the last start by a person; each has its own budget. */
export interface FailureCounts {
  parser: number;
  transient: number;
  lease: number;
}

/** A report waiting to be handed to the outbox; written by the same update as the terminal state. */
export interface OutboxEntry {
  messageId: string;
  to: string;
  createdAt: Date;
}

export interface JobRecord {
  _id: Types.ObjectId;
  status: JobStatus;
  ownerId: Types.ObjectId;
  /** As they were at the upload. */
  ownerName: string;
  ownerEmail: string;
  file: {
    /** In the GridFS bucket `orderFiles`; null once retention removed it. */
    id: Types.ObjectId | null;
    name: string;
    size: number;
    sha256: string;
    format: OrderFileFormat | null;
  };
  options: ReadOptions;
  /** What searches look in, see `searchTextOf`; not in lists. */
  searchText: string;
  /** Larger goes first. */
  priority: number;
  /** Round in which the job is due: owners take turns (start-time fair queuing). */
  turn: number;
  /** Not before this time, by the database's clock. */
  availableAt: Date;
  attempt: number;
  maxAttempts: number;
  failures: FailureCounts;
  fence: number;
  lease: Lease | null;
  /** Fence of the attempt whose result counts. */
  resultFence: number | null;
  progress: JobProgress | null;
  metrics: StoredMetrics | null;
  sheet: SheetChoice | null;
  error: FileError | null;
  errorReport: { csv: Types.ObjectId; xlsx: Types.ObjectId } | null;
  duplicateOf: Types.ObjectId | null;
  reprocessOf: Types.ObjectId | null;
  /** The job whose rejected rows this one brings, corrected. */
  supplementOf?: Types.ObjectId | null;
  /** Common to files that were uploaded together; absent for a file that came alone. */
  batchId?: Types.ObjectId;
  /** How many files the batch is going to have, where they come one by one. */
  batchSize?: number;
  idempotency?: { key: string; index: number; count: number; fingerprint: string };
  report: { state: ReportState; sentAt: Date | null };
  outbox?: OutboxEntry;
  /** Its end has not been told to webhooks yet; written by the same update as the terminal state. */
  webhookDue?: Date;
  /** Its end as a notification, written by the same update as the terminal state; absent before, and once cancelled. */
  notice?: 'unread' | 'read';
  /** It failed or had rows rejected, and nobody has seen to it; absent otherwise. */
  needsAttention?: true;
  /** What happened to it; absent before its first claim, and in lists. */
  trail?: TrailEntry[];
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  version: number;
}

export const JOBS = 'Job';

/** The projection that leaves out what only one job by itself is asked for. */
export const NOT_IN_LISTS = { trail: 0, searchText: 0 };

const { ObjectId, Mixed } = Schema.Types;

export const jobSchema = new Schema<JobRecord>(
  {
    status: { type: String, required: true },
    ownerId: { type: ObjectId, required: true },
    ownerName: { type: String, required: true },
    ownerEmail: { type: String, required: true },
    file: {
      id: { type: ObjectId, default: null },
      name: { type: String, required: true },
      size: { type: Number, required: true },
      sha256: { type: String, required: true },
      format: { type: String, default: null },
    },
    options: { type: Mixed, required: true },
    searchText: { type: String, required: true },
    priority: { type: Number, required: true },
    turn: { type: Number, required: true },
    availableAt: { type: Date, required: true },
    attempt: { type: Number, required: true },
    maxAttempts: { type: Number, required: true },
    failures: {
      parser: { type: Number, required: true },
      transient: { type: Number, required: true },
      lease: { type: Number, required: true },
    },
    fence: { type: Number, required: true },
    lease: { type: Mixed, default: null },
    resultFence: { type: Number, default: null },
    progress: { type: Mixed, default: null },
    metrics: { type: Mixed, default: null },
    sheet: { type: Mixed, default: null },
    error: { type: Mixed, default: null },
    errorReport: { type: Mixed, default: null },
    duplicateOf: { type: ObjectId, default: null },
    reprocessOf: { type: ObjectId, default: null },
    supplementOf: { type: ObjectId, default: null },
    batchId: { type: ObjectId },
    batchSize: { type: Number },
    idempotency: { type: Mixed },
    report: {
      state: { type: String, required: true },
      sentAt: { type: Date, default: null },
    },
    outbox: { type: Mixed },
    webhookDue: { type: Date },
    notice: { type: String },
    needsAttention: { type: Boolean },
    trail: { type: Mixed },
    createdAt: { type: Date, required: true },
    startedAt: { type: Date, default: null },
    finishedAt: { type: Date, default: null },
    version: { type: Number, required: true },
  },
  { collection: 'jobs', versionKey: false, minimize: false },
);

// The claim, the recovery and the outbox each look at a small partial index, however many jobs are done.
jobSchema.index({ priority: -1, turn: 1, _id: 1 }, { partialFilterExpression: { status: 'pending' } });
jobSchema.index({ 'lease.expiresAt': 1 }, { partialFilterExpression: { status: 'processing' } });
jobSchema.index({ webhookDue: 1 }, { partialFilterExpression: { webhookDue: { $exists: true } } });
jobSchema.index({ 'outbox.createdAt': 1 }, { partialFilterExpression: { outbox: { $exists: true } } });
jobSchema.index(
  { ownerId: 1, 'idempotency.key': 1, 'idempotency.index': 1 },
  { unique: true, partialFilterExpression: { 'idempotency.key': { $exists: true } } },
);
jobSchema.index({ createdAt: -1, _id: -1 });
jobSchema.index({ status: 1, createdAt: -1, _id: -1 });
jobSchema.index({ ownerId: 1, createdAt: -1, _id: -1 });
jobSchema.index({ ownerId: 1, status: 1, createdAt: -1, _id: -1 });
// What a list shows of a search or of sizes is told by the keys alone: a job is read once it is known to be one of them.
jobSchema.index({ createdAt: -1, _id: -1, status: 1, 'file.size': 1, searchText: 1 });
jobSchema.index({ ownerId: 1, createdAt: -1, _id: -1, status: 1, 'file.size': 1, searchText: 1 });
// The other orders of the list.
for (const field of ['file.name', 'file.size', 'metrics.revenue']) {
  jobSchema.index({ [field]: 1, _id: 1 });
  jobSchema.index({ ownerId: 1, [field]: 1, _id: 1 });
}
jobSchema.index({ 'file.sha256': 1, ownerId: 1, _id: 1 });
jobSchema.index({ 'file.id': 1 });
jobSchema.index({ status: 1, finishedAt: 1 });
jobSchema.index({ ownerId: 1, status: 1, finishedAt: 1 });
jobSchema.index(
  { supplementOf: 1, _id: 1 },
  { partialFilterExpression: { supplementOf: { $type: 'objectId' } } },
);
// Notifications: all of a person's in the order of the list, and the unread ones to be counted.
jobSchema.index(
  { ownerId: 1, finishedAt: -1, _id: -1 },
  { partialFilterExpression: { resultFence: { $gt: 0 } } },
);
jobSchema.index({ ownerId: 1, finishedAt: 1 }, { partialFilterExpression: { notice: 'unread' } });
// What somebody has to see to is little, however much there is.
const UNSEEN = { partialFilterExpression: { needsAttention: true } };
jobSchema.index({ needsAttention: 1, createdAt: -1, _id: -1 }, UNSEEN);
jobSchema.index({ ownerId: 1, needsAttention: 1, createdAt: -1, _id: -1 }, UNSEEN);
jobSchema.index({ batchId: 1 }, { partialFilterExpression: { batchId: { $exists: true } } });
