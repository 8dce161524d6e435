/**
 * What is stored, and the only ways to it: Mongoose schemas and repositories that api and worker share.
 * Start with `jobs/job.schema.ts` (a job) and `jobs/job-queue.ts` (its life under a worker).
 */
export { connectionOptions } from './connection-options';
export { DatabaseProbe, type DatabaseState } from './database-probe';
export { isDatabaseUnavailable } from './database-unavailable';
export { PersistenceModule } from './persistence.module';
export { AccountTokenStore } from './account-tokens/account-token-store';
export { ApiKeyStore } from './api-keys/api-key-store';
export { type ApiKeyRecord } from './api-keys/api-key.schema';
export { AuditLog, type NewAuditEntry } from './audit/audit-log';
export { type FileBucket, FileMissingError, FileStore, type StoredFile } from './files/file-store';
export { type TrailEntry } from './jobs/trail-entry';
export { JOBS, type JobRecord } from './jobs/job.schema';
export { JobIntake, type Idempotency, type JobOwner, type NewJob } from './jobs/job-intake';
export { toJob } from './jobs/job-mapper';
export { type ClaimedJob, JobQueue, type JobResult, LeaseLostError } from './jobs/job-queue';
export { type JobChange, JobChanges } from './jobs/job-changes';
export { JobTrail } from './jobs/job-trail';
export { JobStore, type QueueState } from './jobs/job-store';
export { NoticeStore } from './notifications/notice-store';
export { AccountMails } from './outbox/account-mails';
export { type AccountMailTopic, type MailRecord } from './outbox/mail.schema';
export { type OwnerScope } from './owner-scope';
export { BatchReports } from './outbox/batch-reports';
export { Mailbox } from './outbox/mailbox';
export { coveredBy, messageIdOf, Outbox, type RenderedMail } from './outbox/outbox';
export { type MailState, OutboxState } from './outbox/outbox-state';
export { QueueControl } from './queue-control/queue-control';
export { RowErrorStore } from './row-errors/row-error-store';
export { type Rotation, type SessionOrigin, SessionStore } from './sessions/session-store';
export { ColumnMemory } from './staged/column-memory';
export { InspectionChanges } from './staged/inspection-changes';
export { InspectionQueue, type InspectionResult } from './staged/inspection-queue';
export { type StagedRecord } from './staged/staged-upload.schema';
export { toStagedUpload } from './staged/staged-upload-mapper';
export { type NewStagedUpload, STAGED_LIFE_MS, StagedUploadStore } from './staged/staged-upload-store';
export { JobStatistics } from './statistics/job-statistics';
export { averageOf } from './statistics/average-of';
export { type HitCount, HitCounter } from './throttle/hit-counter';
export { EmailTakenError, LastAdminError, type NewUser, toUser, UserStore } from './users/user-store';
export { type UserRecord } from './users/user.schema';
export { type DeliveryRecord } from './webhooks/delivery.schema';
export { DeliveryLog, type DeliveryTrouble } from './webhooks/delivery-log';
export { DeliveryQueue } from './webhooks/delivery-queue';
export { type WebhookRecord } from './webhooks/webhook.schema';
export { WebhookStore } from './webhooks/webhook-store';
export { WorkerRegistry } from './workers/worker-registry';
