import { type Role } from '@orders/contracts';
import { type OwnerScope } from '@orders/persistence';

/** Who is asking, as the access token and the database say. */
export interface SignedInUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  sessionId: string;
  /** When the access token ends, in seconds since 1970. */
  expiresAt: number;
}

/** What this person may see: admins everything, members what is theirs. */
export const scopeOf = (user: SignedInUser): OwnerScope =>
  user.role === 'admin' ? 'all' : { ownerId: user.id };
