import * as z from 'zod';
import { pageOf } from './page';

/** A report in the outbox or already on its way. */
export const Mail = z
  .object({
    id: z
      .string()
      .meta({ description: 'The left part of its Message-ID, which gets a number when it is sent again' }),
    jobId: z.string().meta({ description: 'Of a batch: its first job' }),
    batchId: z
      .string()
      .nullable()
      .meta({ description: 'The batch that it reports, where it is for several files' }),
    to: z.string(),
    subject: z.string(),
    state: z.enum(['pending', 'sent', 'failed']),
    transport: z
      .enum(['smtp', 'folder'])
      .nullable()
      .meta({ description: 'folder: written as .eml, no SMTP is set up; null until it was tried' }),
    attempts: z.int(),
    lastError: z.string().nullable(),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Mail' });
export type Mail = z.infer<typeof Mail>;

export const MailContent = Mail.extend({
  html: z.string().nullable(),
  text: z.string().nullable(),
}).meta({ id: 'MailContent' });
export type MailContent = z.infer<typeof MailContent>;

export const MailPage = pageOf(Mail, 'MailPage');
export type MailPage = z.infer<typeof MailPage>;
