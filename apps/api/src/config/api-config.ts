import { setting } from '@orders/config';
import * as z from 'zod';

/** Addresses that reverse proxies of ours may have: what Express calls `trust proxy`. */
const trustProxy = z
  .string()
  .regex(
    /^(\d{1,2}|[\da-fA-F.:/, ]+|loopback|uniquelocal)$/,
    'must be a number of proxies, or their addresses',
  )
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text))
  .optional();

export const apiEnvironment = z.object({
  NODE_ENV: setting.nodeEnvironment,
  PORT: setting.port(5000),
  HOST: z.string().optional(),
  MONGO_URI: setting.mongoUri,
  JWT_SECRET: z.string().optional(),
  FRONTEND_URL: setting.origin.optional(),
  DATA_DIR: z.string().default('./data'),
  CONSOLE_DIR: z.string().optional(),
  LOG_LEVEL: setting.logLevel,
  REGISTRATION: z.enum(['open', 'closed'], 'must be open or closed').default('open'),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ACCESS_TOKEN_MINUTES: setting.integer(1, 60, 15),
  SESSION_DAYS: setting.integer(1, 90, 14),
  MAX_FILE_MB: setting.integer(1, 10_000, 200),
  MAX_FILES: setting.integer(1, 100, 20),
  MAX_SHEET_ROWS: setting.integer(1, 1_048_576, 1_048_576),
  MAX_TEXT_ROWS: setting.integer(1, 1_000_000_000, 5_000_000),
  MAX_ATTEMPTS: setting.integer(1, 100, 3),
  RATE_LIMIT_PER_MINUTE: setting.integer(1, 1_000_000, 1_200),
  SIGN_IN_LIMIT_PER_MINUTE: setting.integer(1, 1_000_000, 20),
  ACCOUNT_LIMIT_PER_QUARTER_HOUR: setting.integer(1, 1_000_000, 10),
  BODY_TIMEOUT_MS: setting.integer(100, 600_000, 30_000),
  TRUST_PROXY: trustProxy,
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  API_DOCS: setting.flag(true).unwrap().optional(),
});

/** The settings of the API; the table in docs/operations.md explains each. */
export type ApiConfig = z.output<typeof apiEnvironment> & {
  JWT_SECRET: string;
  HOST: string;
  API_DOCS: boolean;
};

/** Injection token of {@link ApiConfig}. */
export const API_CONFIG = Symbol('API_CONFIG');
