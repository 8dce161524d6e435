import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ACCOUNT_TOKENS, accountTokenSchema } from './account-tokens/account-token.schema';
import { AccountTokenStore } from './account-tokens/account-token-store';
import { API_KEYS, apiKeySchema } from './api-keys/api-key.schema';
import { ApiKeyStore } from './api-keys/api-key-store';
import { AUDIT_ENTRIES, auditEntrySchema } from './audit/audit-entry.schema';
import { AuditLog } from './audit/audit-log';
import { DatabaseProbe } from './database-probe';
import { FileStore } from './files/file-store';
import { PENDING_FILES, pendingFileSchema } from './files/pending-file.schema';
import { JobChanges } from './jobs/job-changes';
import { JobIntake } from './jobs/job-intake';
import { JobLeases } from './jobs/job-leases';
import { JobList } from './jobs/job-list';
import { JobQueue } from './jobs/job-queue';
import { JobStore } from './jobs/job-store';
import { JobTrail } from './jobs/job-trail';
import { JOBS, jobSchema } from './jobs/job.schema';
import { TurnCounter } from './jobs/turn-counter';
import { TURNS, turnSchema } from './jobs/turn.schema';
import { NoticeStore } from './notifications/notice-store';
import { MAILS, mailSchema } from './outbox/mail.schema';
import { BatchReports } from './outbox/batch-reports';
import { Mailbox } from './outbox/mailbox';
import { AccountMails } from './outbox/account-mails';
import { Outbox } from './outbox/outbox';
import { OutboxState } from './outbox/outbox-state';
import { QueueControl } from './queue-control/queue-control';
import { QUEUE_STATE, queueStateSchema } from './queue-control/queue-state.schema';
import { RowErrorStore } from './row-errors/row-error-store';
import { ROW_ERRORS, rowErrorSchema } from './row-errors/row-error.schema';
import { SessionStore } from './sessions/session-store';
import { SESSIONS, sessionSchema } from './sessions/session.schema';
import { HIT_COUNTS, hitCountSchema } from './throttle/hit-count.schema';
import { HitCounter } from './throttle/hit-counter';
import { COLUMN_MEMORIES, columnMemorySchema } from './staged/column-memory.schema';
import { ColumnMemory } from './staged/column-memory';
import { InspectionChanges } from './staged/inspection-changes';
import { InspectionQueue } from './staged/inspection-queue';
import { STAGED_UPLOADS, stagedUploadSchema } from './staged/staged-upload.schema';
import { StagedUploadStore } from './staged/staged-upload-store';
import { CompletedJobs } from './statistics/completed-jobs';
import { DAY_FIGURES, dayFiguresSchema } from './statistics/day-figures.schema';
import { DayFiguresStore } from './statistics/day-figures-store';
import { JobStatistics } from './statistics/job-statistics';
import { Throughput } from './statistics/throughput';
import { USERS, userSchema } from './users/user.schema';
import { UserStore } from './users/user-store';
import { DELIVERIES, deliverySchema } from './webhooks/delivery.schema';
import { DeliveryLog } from './webhooks/delivery-log';
import { DeliveryQueue } from './webhooks/delivery-queue';
import { WEBHOOKS, webhookSchema } from './webhooks/webhook.schema';
import { WebhookStore } from './webhooks/webhook-store';
import { WorkerRegistry } from './workers/worker-registry';
import { WORKERS, workerSchema } from './workers/worker.schema';

const stores = [
  AccountMails,
  AccountTokenStore,
  ApiKeyStore,
  ColumnMemory,
  CompletedJobs,
  DayFiguresStore,
  InspectionChanges,
  InspectionQueue,
  StagedUploadStore,
  AuditLog,
  BatchReports,
  DatabaseProbe,
  DeliveryLog,
  DeliveryQueue,
  HitCounter,
  WebhookStore,
  FileStore,
  JobChanges,
  JobIntake,
  JobLeases,
  JobList,
  JobQueue,
  JobStatistics,
  Throughput,
  JobStore,
  JobTrail,
  TurnCounter,
  Mailbox,
  NoticeStore,
  Outbox,
  OutboxState,
  QueueControl,
  RowErrorStore,
  SessionStore,
  UserStore,
  WorkerRegistry,
];

/** Every collection and its repository. The application brings the connection (`MongooseModule.forRoot`). */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: ACCOUNT_TOKENS, schema: accountTokenSchema },
      { name: API_KEYS, schema: apiKeySchema },
      { name: AUDIT_ENTRIES, schema: auditEntrySchema },
      { name: COLUMN_MEMORIES, schema: columnMemorySchema },
      { name: STAGED_UPLOADS, schema: stagedUploadSchema },
      { name: DAY_FIGURES, schema: dayFiguresSchema },
      { name: DELIVERIES, schema: deliverySchema },
      { name: HIT_COUNTS, schema: hitCountSchema },
      { name: WEBHOOKS, schema: webhookSchema },
      { name: JOBS, schema: jobSchema },
      { name: MAILS, schema: mailSchema },
      { name: PENDING_FILES, schema: pendingFileSchema },
      { name: QUEUE_STATE, schema: queueStateSchema },
      { name: ROW_ERRORS, schema: rowErrorSchema },
      { name: SESSIONS, schema: sessionSchema },
      { name: TURNS, schema: turnSchema },
      { name: USERS, schema: userSchema },
      { name: WORKERS, schema: workerSchema },
    ]),
  ],
  providers: stores,
  exports: stores,
})
export class PersistenceModule {}
