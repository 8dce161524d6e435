import { type RegisterRequest } from '@orders/contracts';
import { randomUUID } from 'node:crypto';

/** The account that is an administrator from the start. */
export const ADMIN: RegisterRequest = {
  name: 'Ada Min',
  email: 'ada.min@example.com',
  password: 'correct horse battery',
};

/** An account that no other test uses. */
export function newAccount(name = 'Dana Fischer'): RegisterRequest {
  return { name, email: `${randomUUID()}@example.com`, password: 'a long enough password' };
}

/** Makes an account through the API. */
export async function register(url: string, account: RegisterRequest): Promise<void> {
  const response = await fetch(`${url}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(account),
  });
  if (response.status !== 201) {
    throw new Error(`Registration answered ${response.status}: ${await response.text()}`);
  }
}
