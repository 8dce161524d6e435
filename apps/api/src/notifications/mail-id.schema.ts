import * as z from 'zod';

/** The left part of a Message-ID of ours. */
export const MailId = z.string().regex(/^[\w.-]{1,200}$/, 'Not an id');
