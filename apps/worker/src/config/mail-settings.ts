import { join } from 'node:path';
import { ConfigError } from '@orders/config';
import addressParser from 'nodemailer/lib/addressparser';
import * as z from 'zod';
import { type MailRoute, type WorkerConfig } from './worker-config';

type MailSettings = Pick<
  WorkerConfig,
  'DATA_DIR' | 'EMAIL_USER' | 'EMAIL_PASS' | 'SMTP_HOST' | 'SMTP_PORT' | 'SMTP_SECURE' | 'SMTP_TIMEOUT_MS'
>;

/** Where a mailbox with nothing but a name and a password is, as the first set-up guide had it. */
const GMAIL = { host: 'smtp.gmail.com', port: 465, secure: true };
const DEFAULT_SENDER = { name: 'Order Processing', address: 'orders@localhost' };

/** Decides how mails leave. @throws ConfigError when only half of a sign-in is given. */
export function mailRouteOf(settings: MailSettings): MailRoute {
  const { SMTP_HOST, SMTP_PORT, SMTP_SECURE, SMTP_TIMEOUT_MS: timeoutMs } = settings;
  const auth = signInOf(settings);
  if (SMTP_HOST) {
    return { kind: 'smtp', host: SMTP_HOST, port: SMTP_PORT, secure: SMTP_SECURE, auth, timeoutMs };
  }
  if (auth) return { kind: 'smtp', ...GMAIL, auth, timeoutMs };
  return { kind: 'folder', folder: join(settings.DATA_DIR, 'mail') };
}

function signInOf({ EMAIL_USER, EMAIL_PASS }: MailSettings): { user: string; pass: string } | undefined {
  if (EMAIL_USER && EMAIL_PASS) return { user: EMAIL_USER, pass: EMAIL_PASS };
  if (EMAIL_USER) throw new ConfigError(['EMAIL_PASS: is not set, but EMAIL_USER is']);
  if (EMAIL_PASS) throw new ConfigError(['EMAIL_USER: is not set, but EMAIL_PASS is']);
  return undefined;
}

/** The sender: `MAIL_FROM` (`Name <address>` or an address), else the mailbox that sends. @throws ConfigError */
export function senderOf(from: string | undefined, user: string | undefined): WorkerConfig['mailFrom'] {
  if (from === undefined) {
    return user && z.email().safeParse(user).success ? { ...DEFAULT_SENDER, address: user } : DEFAULT_SENDER;
  }
  const [parsed, ...others] = addressParser(from, { flatten: true });
  const wrong = parsed === undefined || others.length > 0 || /[\r\n]/.test(from);
  if (wrong || !z.email().safeParse(parsed.address).success) {
    throw new ConfigError(['MAIL_FROM: must be one address, like Orders <orders@example.com>']);
  }
  return { name: parsed.name || DEFAULT_SENDER.name, address: parsed.address };
}
