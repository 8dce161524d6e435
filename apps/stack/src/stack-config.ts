import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readEnvironment, setting } from '@orders/config';
import * as z from 'zod';

const stackEnvironment = z.object({
  NODE_ENV: setting.nodeEnvironment,
  API_DOCS: setting.flag(true).unwrap().optional(),
  PORT: setting.port(5000),
  HOST: z.string().default('127.0.0.1'),
  MONGO_URI: setting.mongoUri.optional(),
  EMBEDDED_MONGO_PORT: setting.port(0),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((path) => resolve(path)),
  WORKERS: setting.integer(0, 64, 1),
  SMTP_HOST: z.string().optional(),
  EMAIL_USER: z.string().optional(),
});

/** The settings of the supervisor itself; its children read theirs from the same environment. */
export type StackConfig = z.output<typeof stackEnvironment>;

/** Reads `.env`, where there is one, and the environment, which wins. @throws ConfigError */
export function loadStackConfig(): StackConfig {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readEnvironment(stackEnvironment, process.env);
}
