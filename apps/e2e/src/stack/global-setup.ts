import { startStack } from '@orders/test-stack';
import { join } from 'node:path';
import { ADMIN, register } from '../people/accounts';

/** Starts the system for all tests, unless one is given; what it returns stops it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env['E2E_URL']) {
    return () => Promise.resolve();
  }
  const stack = await startStack({
    environment: { ADMIN_EMAIL: ADMIN.email, WEBHOOK_ALLOW: '127.0.0.1/32' },
  });
  process.env['E2E_URL'] = stack.url;
  process.env['E2E_MAIL_FOLDER'] = join(stack.dataDir, 'mail');
  await register(stack.url, ADMIN);
  return () => stack.stop();
}
