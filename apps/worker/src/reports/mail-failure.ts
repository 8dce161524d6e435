import { backoffMs } from '../processor/backoff';

/** Tries before a mail is given up: with the longest delay, a bit over a day. */
export const MAIL_TRIES = 160;

/** What becomes of a mail that could not be sent. */
export type MailVerdict = { type: 'retry'; delayMs: number } | { type: 'fail' };

interface SmtpError {
  responseCode?: number;
  code?: string;
}

/** The stored address is none: no server will ever take it. */
const BAD_ADDRESS = 'EENVELOPE_INVALID';

/** RFC 5321, section 4.2.1: 5yz is for good, 4yz and a broken connection pass. A wrong password may be set right. */
export function judgeMailFailure(error: unknown, attempts: number, retryMs: number): MailVerdict {
  const { responseCode, code } = (error instanceof Error ? error : {}) as SmtpError;
  const refused = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  if (refused || code === BAD_ADDRESS || attempts >= MAIL_TRIES) {
    return { type: 'fail' };
  }
  return { type: 'retry', delayMs: backoffMs(attempts - 1, retryMs) };
}
