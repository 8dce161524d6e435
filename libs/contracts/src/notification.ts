import * as z from 'zod';
import { FileError } from './file-error';
import { Money } from './money';
import { PageQuery, pageOf } from './page';

/** When its owner gets a report of a job by e-mail. */
export const EmailPreference = z
  .enum(['always', 'failed', 'never'])
  .meta({ id: 'EmailPreference', description: 'always: completed and failed; failed: only failed' });
export type EmailPreference = z.infer<typeof EmailPreference>;

export const NotificationPreferences = z
  .strictObject({
    email: EmailPreference,
    batch: z
      .boolean()
      .default(false)
      .meta({ description: 'One report for files that were uploaded together, once all have ended' }),
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

export const NotificationOutcome = z
  .enum(['completed', 'completed_with_errors', 'failed'])
  .meta({ id: 'NotificationOutcome', description: 'completed_with_errors: some rows were rejected' });
export type NotificationOutcome = z.infer<typeof NotificationOutcome>;

/** The end of a job as its owner is told. It is part of the job: it can neither be lost nor doubled. */
export const Notification = z
  .object({
    jobId: z.string(),
    outcome: NotificationOutcome,
    fileName: z.string(),
    rowsRejected: z.int().min(0),
    revenue: Money.nullable(),
    error: FileError.nullable(),
    time: z.iso.datetime(),
    read: z.boolean(),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof Notification>;

export const NotificationQuery = PageQuery.meta({ id: 'NotificationQuery' });
export type NotificationQuery = z.infer<typeof NotificationQuery>;

export const NotificationPage = pageOf(Notification, 'NotificationPageItems')
  .extend({ unread: z.int().min(0).meta({ description: 'Of all, not of this page' }) })
  .meta({ id: 'NotificationPage' });
export type NotificationPage = z.infer<typeof NotificationPage>;

/** Which notifications were read: those of the jobs named, or all up to a time. */
export const NotificationsRead = z
  .strictObject({
    jobIds: z
      .array(z.string().regex(/^[0-9a-f]{24}$/, 'Not an id'))
      .min(1)
      .max(200)
      .optional(),
    until: z.iso.datetime().optional().meta({ description: 'All that came until then' }),
  })
  .refine(({ jobIds, until }) => (jobIds === undefined) !== (until === undefined), 'Give jobIds or until')
  .meta({ id: 'NotificationsRead' });
export type NotificationsRead = z.infer<typeof NotificationsRead>;

export const UnreadNotifications = z.object({ unread: z.int().min(0) }).meta({ id: 'UnreadNotifications' });
export type UnreadNotifications = z.infer<typeof UnreadNotifications>;
