import { startStack } from '@orders/test-stack';
import { ADMIN, register } from '../people/accounts';

/** Starts the system for all tests, unless one is given; what it returns stops it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env['E2E_URL']) {
    return () => Promise.resolve();
  }
  const stack = await startStack({ environment: { ADMIN_EMAIL: ADMIN.email } });
  process.env['E2E_URL'] = stack.url;
  await register(stack.url, ADMIN);
  return () => stack.stop();
}
