import { type Texts } from '../../texts/en';
import { type ApiError } from '../api/api-error';

/** What to tell a person about a refused request, in their language. */
export function problemText(t: Texts, error: ApiError): string {
  const text = t.problems[error.code];
  return error.code === 'rate_limited' && error.retryAfter ? t.problemWait(text, error.retryAfter) : text;
}
