import { readEnvironment } from '@orders/config';
import { mailRouteOf, senderOf } from './mail-settings';
import { type WorkerConfig, workerEnvironment } from './worker-config';

/** Reads the worker's settings: the one place that looks at the process's environment. @throws ConfigError */
export function loadWorkerConfig(
  environment: Record<string, string | undefined> = process.env,
): WorkerConfig {
  const settings = readEnvironment(workerEnvironment, environment);
  return {
    ...settings,
    mailRoute: mailRouteOf(settings),
    mailFrom: senderOf(settings.MAIL_FROM, settings.EMAIL_USER),
  };
}
