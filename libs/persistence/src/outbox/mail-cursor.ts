import { type MailRecord } from './mail.schema';

/** Where a page of mails ended, as an opaque text. */
export const encodeMailCursor = (mail: Pick<MailRecord, 'createdAt' | '_id'>): string =>
  Buffer.from(`${mail.createdAt.getTime()} ${mail._id}`).toString('base64url');

/** The place again, or undefined when the text is none of ours. */
export function decodeMailCursor(text: string): { createdAt: Date; id: string } | undefined {
  const match = /^(\d{1,15}) (\S+)$/.exec(Buffer.from(text, 'base64url').toString());
  return match?.[1] && match[2] ? { createdAt: new Date(Number(match[1])), id: match[2] } : undefined;
}
