import * as z from 'zod';
import { PageQuery, pageOf } from './page';

/** What the audit log tells of. */
export const AuditAction = z
  .enum([
    'registered',
    'signed_in',
    'sign_in_failed',
    'signed_out',
    'session_ended',
    'session_theft_suspected',
    'password_changed',
    'password_reset_requested',
    'password_reset',
    'email_confirmed',
    'account_changed',
    'access_refused',
    'file_downloaded',
    'error_report_downloaded',
    'history_exported',
    'job_deleted',
    'jobs_changed_in_bulk',
    'queue_paused',
    'queue_resumed',
    'preferences_changed',
    'mail_resent',
    'api_key_created',
    'api_key_revoked',
    'webhook_created',
    'webhook_changed',
    'webhook_deleted',
  ])
  .meta({ id: 'AuditAction' });
export type AuditAction = z.infer<typeof AuditAction>;

/** One entry of the audit log. Entries are added and never changed. */
export const AuditEntry = z
  .object({
    id: z.string(),
    action: AuditAction,
    actor: z
      .object({ id: z.string(), email: z.string() })
      .nullable()
      .meta({ description: 'Who; null where nobody was signed in' }),
    subject: z.string().nullable().meta({ description: 'Of what: the id of a job, an account, a key …' }),
    detail: z.string().nullable().meta({ description: 'For example the new role, or the address tried' }),
    address: z.string().meta({ description: 'From where' }),
    userAgent: z.string(),
    apiKeyId: z.string().nullable().meta({ description: 'Where an API key was used' }),
    time: z.iso.datetime().meta({ description: "By the database's clock" }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = PageQuery.extend({
  action: AuditAction.optional(),
  actor: z
    .string()
    .regex(/^[0-9a-f]{24}$/, 'Not an id')
    .optional()
    .meta({ description: 'Id of the account' }),
}).meta({ id: 'AuditQuery' });
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditPage = pageOf(AuditEntry, 'AuditPage');
export type AuditPage = z.infer<typeof AuditPage>;
