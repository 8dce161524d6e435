import { type Texts } from '../../texts/en';
import { type ApiError, type ApiErrorCode } from '../api/api-error';

/** What to tell a person about a refused request, in their language. */
export function problemText(t: Texts, error: ApiError): string {
  const texts: Partial<Record<ApiErrorCode, string>> = t.problems;
  const text = texts[error.code] ?? error.detail ?? t.problems.unknown;
  return error.code === 'rate_limited' && error.retryAfter ? t.problemWait(text, error.retryAfter) : text;
}
