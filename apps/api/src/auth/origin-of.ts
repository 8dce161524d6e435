import { type SessionOrigin } from '@orders/persistence';
import { type Request } from 'express';

/** Where a request comes from, for session list and audit log. */
export const originOf = (request: Request): SessionOrigin => ({
  userAgent: request.headers['user-agent'] ?? '',
  address: request.ip ?? '',
});
