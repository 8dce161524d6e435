import { availableParallelism, tmpdir } from 'node:os';
import { setting } from '@orders/config';
import * as z from 'zod';
import { type AddressRange, parseRange } from '../webhooks/public-address';

/** One core is left to the api, the database and this process itself. */
const defaultSlots = Math.max(1, availableParallelism() - 1);

/** Networks that webhooks may reach although they are not public: `10.20.0.0/16, fd00::/8`. */
const addressRanges = z
  .string()
  .default('')
  .transform((text, context): AddressRange[] =>
    text
      .split(',')
      .filter((part) => part.trim() !== '')
      .flatMap((part) => {
        const range = parseRange(part);
        if (!range) context.addIssue({ code: 'custom', message: 'must be networks like 10.20.0.0/16' });
        return range ?? [];
      }),
  );

export const workerEnvironment = z.object({
  NODE_ENV: setting.nodeEnvironment,
  MONGO_URI: setting.mongoUri,
  DATA_DIR: z.string().default('./data'),
  TEMP_DIR: z.string().default(tmpdir()),
  LOG_LEVEL: setting.logLevel,
  WORKER_PORT: setting.port(0),
  WORKER_SLOTS: setting.integer(1, 256, defaultSlots),
  POLL_MS: setting.integer(50, 60_000, 1_000),
  LEASE_MS: setting.integer(1_000, 3_600_000, 30_000),
  GRACE_MS: setting.integer(0, 600_000, 10_000),
  RETRY_MS: setting.integer(10, 600_000, 2_000),
  PARSER_MEMORY_MB: setting.integer(64, 65_536, 512),
  PARSER_TIMEOUT_MS: setting.integer(1_000, 86_400_000, 600_000),
  MAX_FILE_MB: setting.integer(1, 10_000, 200),
  MAX_SHEET_ROWS: setting.integer(1, 1_048_576, 1_048_576),
  MAX_TEXT_ROWS: setting.integer(1, 1_000_000_000, 5_000_000),
  ROW_ERRORS_KEPT: setting.integer(0, 1_000_000, 10_000),
  REPORT_ROWS: setting.integer(0, 1_048_575, 200_000),
  FILE_RETENTION_DAYS: setting.integer(1, 36_500, 30),
  SWEEP_MS: setting.integer(1_000, 86_400_000, 600_000),
  PENDING_FILE_MS: setting.integer(1_000, 86_400_000, 3_600_000),
  FRONTEND_URL: setting.origin.default('http://localhost:5000'),
  MAIL_FROM: z.string().optional(),
  MAIL_ATTACHMENT_KB: setting.integer(0, 20_000, 1_024),
  MAIL_RETRY_MS: setting.integer(10, 3_600_000, 30_000),
  SMTP_HOST: z.string().optional(),
  SMTP_PORT: setting.port(587),
  SMTP_SECURE: setting.flag(false),
  SMTP_TIMEOUT_MS: setting.integer(100, 300_000, 20_000),
  WEBHOOK_TIMEOUT_MS: setting.integer(100, 120_000, 15_000),
  WEBHOOK_RETRY_MS: setting.integer(10, 3_600_000, 30_000),
  WEBHOOK_ALLOW: addressRanges,
  EMAIL_USER: z.string().optional(),
  EMAIL_PASS: z.string().optional(),
});

type Settings = z.output<typeof workerEnvironment>;

/** How mails leave: by an SMTP server, or as `.eml` files into a folder. */
export type MailRoute =
  | { kind: 'folder'; folder: string }
  | {
      kind: 'smtp';
      host: string;
      port: number;
      secure: boolean;
      auth: { user: string; pass: string } | undefined;
      timeoutMs: number;
    };

/** The settings of the worker; the table in docs/operations.md explains each. */
export interface WorkerConfig extends Settings {
  mailRoute: MailRoute;
  mailFrom: { name: string; address: string };
}

/** Injection token of {@link WorkerConfig}. */
export const WORKER_CONFIG = Symbol('WORKER_CONFIG');
