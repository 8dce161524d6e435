import { type ApiKeyScope, type Role } from '@orders/contracts';
import { type OwnerScope } from '@orders/persistence';

/** Who is asking, as the access token or API key and the database say. */
export interface SignedInUser {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** Null where an API key was used. */
  sessionId: string | null;
  /** The API key that was used, if any, and what it may do. */
  apiKey: { id: string; scopes: ApiKeyScope[] } | null;
  /** When the access token or key ends, in seconds since 1970. */
  expiresAt: number;
}

/** What this person may see: admins everything, members what is theirs. */
export const scopeOf = (user: SignedInUser): OwnerScope =>
  user.role === 'admin' ? 'all' : { ownerId: user.id };
