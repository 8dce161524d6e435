import { Injectable } from '@nestjs/common';
import { API_KEY_PREFIX, type ApiKeyScope } from '@orders/contracts';
import { ApiKeyStore, UserStore } from '@orders/persistence';
import { type Request } from 'express';
import { type SignedInUser } from '../auth/signed-in-user';
import { Problem } from '../problem/problem';

/** Lets programs in: they act for the owner of their key, as a member, and only where its scope reaches. */
@Injectable()
export class ApiKeyAccess {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly users: UserStore,
  ) {}

  /** The key of a request: the header `X-API-Key`, or a bearer token that looks like one. */
  keyOf(request: Request): string | undefined {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return request.get('X-API-Key') ?? (bearer?.startsWith(API_KEY_PREFIX) ? bearer : undefined);
  }

  /** @throws Problem 401 when the key is not good, 403 when none of `scopes` is its. */
  async admit(key: string, scopes: ApiKeyScope[]): Promise<SignedInUser> {
    const record = await this.keys.use(key);
    const owner = record ? await this.users.findById(record.ownerId.toHexString()) : null;
    if (!record || !owner?.active) {
      throw new Problem(401, 'unauthenticated', 'The API key is not good, or not any more.');
    }
    if (!scopes.some((scope) => record.scopes.includes(scope))) {
      throw new Problem(403, 'insufficient_scope', 'This API key may not do that.');
    }
    return {
      id: owner._id.toHexString(),
      email: owner.email,
      name: owner.name,
      // A key that leaks opens one person's jobs, whoever that person is.
      role: 'member',
      sessionId: null,
      apiKey: { id: record._id.toHexString(), scopes: record.scopes },
      expiresAt: Math.floor(record.expiresAt.getTime() / 1000),
    };
  }
}
