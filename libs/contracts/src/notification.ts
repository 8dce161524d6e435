import * as z from 'zod';

/** When its owner gets a report of a job by e-mail. */
export const EmailPreference = z
  .enum(['always', 'failed', 'never'])
  .meta({ id: 'EmailPreference', description: 'always: completed and failed; failed: only failed' });
export type EmailPreference = z.infer<typeof EmailPreference>;

export const NotificationPreferences = z
  .strictObject({ email: EmailPreference })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;
