import { HttpErrorResponse } from '@angular/common/http';
import { ProblemDetails, type ProblemCode } from '@orders/contracts';

/** `offline`: no answer came at all. `unknown`: an answer that is no problem document. */
export type ApiErrorCode = ProblemCode | 'offline' | 'unknown';

/** A refused request, in the one form that screens know. */
export interface ApiError {
  code: ApiErrorCode;
  status: number;
  /** The server's own words, in English. */
  detail: string | null;
  requestId: string | null;
  /** Seconds to wait, where the server said so. */
  retryAfter: number | null;
}

/** Any thrown value as an `ApiError`; never throws itself. Resources wrap what was thrown as a `cause`. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof Error && thrown.cause instanceof HttpErrorResponse) {
    return toApiError(thrown.cause);
  }
  if (!(thrown instanceof HttpErrorResponse)) {
    return { code: 'unknown', status: 0, detail: null, requestId: null, retryAfter: null };
  }
  const wait = Number(thrown.headers.get('Retry-After') ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) ? wait : null;
  if (thrown.status === 0) {
    return { code: 'offline', status: 0, detail: null, requestId: null, retryAfter };
  }
  const problem = ProblemDetails.safeParse(thrown.error);
  if (!problem.success) {
    return { code: 'unknown', status: thrown.status, detail: null, requestId: null, retryAfter };
  }
  const { code, detail, title, requestId } = problem.data;
  return { code, status: thrown.status, detail: detail ?? title, requestId: requestId ?? null, retryAfter };
}
