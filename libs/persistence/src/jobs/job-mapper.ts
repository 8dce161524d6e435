import { type Job } from '@orders/contracts';
import { type JobRecord } from './job.schema';
import { toMetrics } from './stored-metrics';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A job as API and events show it: the one door out of the collection. */
export function toJob(record: JobRecord): Job {
  return {
    id: record._id.toHexString(),
    status: record.status,
    owner: { id: record.ownerId.toHexString(), name: record.ownerName, email: record.ownerEmail },
    file: {
      name: record.file.name,
      size: record.file.size,
      sha256: record.file.sha256,
      format: record.file.format,
    },
    options: record.options,
    attempt: record.attempt,
    maxAttempts: record.maxAttempts,
    priority: record.priority,
    progress: record.progress,
    metrics: record.metrics && toMetrics(record.metrics),
    sheet: record.sheet,
    error: record.error,
    duplicateOf: record.duplicateOf?.toHexString() ?? null,
    reprocessOf: record.reprocessOf?.toHexString() ?? null,
    supplementOf: record.supplementOf?.toHexString() ?? null,
    batchId: record.batchId?.toHexString() ?? null,
    stalled: record.status === 'processing' && (record.lease?.expiresAt.getTime() ?? 0) < Date.now(),
    needsAttention: record.needsAttention ?? false,
    report: { state: record.report.state, sentAt: iso(record.report.sentAt) },
    fileAvailable: record.file.id !== null,
    createdAt: record.createdAt.toISOString(),
    startedAt: iso(record.startedAt),
    finishedAt: iso(record.finishedAt),
    nextAttemptAt:
      record.status === 'pending' && record.availableAt.getTime() > 0 ? iso(record.availableAt) : null,
    version: record.version,
  };
}
