import { type NextFunction, type Request, type Response } from 'express';
import { Problem } from '../problem/problem';

/** The one operation whose body may take long; its pace is watched instead (upload-pace.ts). */
const UPLOADS = /^\/api\/v1\/uploads\/?$/;

/** Answers 408 to a client that takes more than `timeoutMs` milliseconds to send a body. */
export function bodyDeadline(timeoutMs: number) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!hasBody(request) || (UPLOADS.test(request.path) && request.is('multipart/form-data'))) {
      next();
      return;
    }
    const timer = setTimeout(() => {
      if (request.complete || response.headersSent) return;
      response.setHeader('Connection', 'close');
      next(new Problem(408, 'request_timeout', 'The body of the request took too long to arrive.'));
    }, timeoutMs);
    request.once('end', () => clearTimeout(timer));
    request.once('close', () => clearTimeout(timer));
    next();
  };
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
