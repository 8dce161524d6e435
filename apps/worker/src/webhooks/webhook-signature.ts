import { createHmac } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';

/** The headers of a message (Standard Webhooks 1.0.0). @param secret `whsec_` and base64 @param now seconds since 1970 */
export function signedHeaders(id: string, body: string, secret: string, now: number): Record<string, string> {
  const key = Buffer.from(secret.replace(SECRET_PREFIX, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${now}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(now),
    'webhook-signature': `v1,${signature}`,
  };
}
