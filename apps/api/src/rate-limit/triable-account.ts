import { type Request } from 'express';
import { type KnownDevice } from '../auth/known-device';
import { type SignedInUser } from '../auth/signed-in-user';

/** Name of the limit for tries at one account. */
export const ACCOUNTS = 'accounts';

/**
 * Whose account a request tries: that of the address in its body, or of whoever is signed in. Undefined where
 * there is none. A browser that the account knows counts for itself.
 */
export function triedAccount(
  request: Request & { user?: SignedInUser },
  devices: KnownDevice,
): string | undefined {
  const body: unknown = request.body;
  const given = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined;
  const email = typeof given === 'string' ? given.trim().toLowerCase() : request.user?.email;
  if (email === undefined) return undefined;
  const device = devices.nameFor(request, email);
  return device === undefined ? `account ${email}` : `device ${device}`;
}
