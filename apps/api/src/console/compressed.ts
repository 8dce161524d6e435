import compression from 'compression';
import { type Request, type RequestHandler, type Response } from 'express';

/** Answers below this are not worth the work, in bytes. */
const THRESHOLD = 1024;

const HOLDS_SECRETS = /^\/api\/v1\/(auth|account|api-keys|webhooks)\b/;

/**
 * Compresses the console's files and the API's lists. Answers that hold a credential are left alone: their
 * compressed size could give it away (BREACH).
 */
export const compressed = (): RequestHandler =>
  compression({
    threshold: THRESHOLD,
    filter: (request: Request, response: Response) =>
      !HOLDS_SECRETS.test(request.path) && compression.filter(request, response),
  });
