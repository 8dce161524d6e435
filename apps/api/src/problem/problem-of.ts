import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import { type ProblemCode, type ProblemDetails } from '@orders/contracts';
import { isDatabaseUnavailable } from '@orders/persistence';
import { mongo } from 'mongoose';
import { Problem } from './problem';

/** What every error becomes on the wire, and whether it is ours to be ashamed of. */
export interface ProblemAnswer {
  body: ProblemDetails;
  headers: Record<string, string>;
  /** An error nobody foresaw: it is logged with its stack. */
  unexpected: boolean;
}

/** Retry-After, in seconds, while the database can't be reached. */
const STORAGE_RETRY_SECONDS = 5;

const CODES: Record<number, ProblemCode> = {
  400: 'validation_failed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  408: 'request_timeout',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

export function problemOf(error: unknown): ProblemAnswer {
  if (error instanceof Problem) {
    const { code, detail, errors, headers } = error;
    return answer(error.getStatus(), code, detail, { errors, headers });
  }
  if (error instanceof ThrottlerException) {
    return answer(429, 'rate_limited', 'Too many requests. Wait a moment and try again.');
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return answer(
      status,
      CODES[status] ?? (status < 500 ? 'validation_failed' : 'internal_error'),
      error.message,
    );
  }
  if (isStorageFull(error)) {
    return answer(507, 'storage_full', 'The storage is full. Nothing was saved; tell your administrator.');
  }
  if (isStorageDown(error)) return storageProblem();
  const status = statusOfHttpError(error);
  if (status) return answer(status, CODES[status] ?? 'validation_failed', 'The request could not be read.');
  return answer(500, 'internal_error', 'Something went wrong on our side. The error has been logged.', {
    unexpected: true,
  });
}

/** The database is away, or does not answer. */
export function storageProblem(): ProblemAnswer {
  return answer(
    503,
    'storage_unavailable',
    'The database cannot be reached at the moment. Try again shortly.',
    {
      headers: { 'Retry-After': String(STORAGE_RETRY_SECONDS) },
    },
  );
}

function answer(
  status: number,
  code: ProblemCode,
  detail: string,
  more: { errors?: ProblemDetails['errors']; headers?: Record<string, string>; unexpected?: boolean } = {},
): ProblemAnswer {
  return {
    body: {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      code,
      detail,
      ...(more.errors && { errors: more.errors }),
    },
    headers: more.headers ?? {},
    unexpected: more.unexpected ?? false,
  };
}

/** MongoDB's OutOfDiskSpace, and ENOSPC of a temporary file. */
const isStorageFull = (error: unknown): boolean =>
  (error instanceof mongo.MongoServerError && error.code === 14031) ||
  (error instanceof Error && 'code' in error && error.code === 'ENOSPC');

const isStorageDown = (error: unknown): boolean =>
  isDatabaseUnavailable(error) ||
  // Mongoose's own error while `bufferCommands` is off and there is no connection.
  (error instanceof Error && error.name === 'MongooseError' && error.message.includes('initial connection'));

/** Errors of Express's own parsers carry a status (http-errors). */
function statusOfHttpError(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
