import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { toApiError } from './api-error';

const problem = { type: 'about:blank', title: 'Too Many Requests', status: 429, code: 'rate_limited' };

describe('toApiError', () => {
  it('reads a problem document and how long to wait', () => {
    const headers = new HttpHeaders({ 'Retry-After': '30' });
    const error = toApiError(new HttpErrorResponse({ status: 429, error: problem, headers }));
    expect(error).toMatchObject({ code: 'rate_limited', status: 429, retryAfter: 30 });
  });

  it('tells no answer from an answer that it does not know', () => {
    expect(toApiError(new HttpErrorResponse({ status: 0 })).code).toBe('offline');
    expect(toApiError(new HttpErrorResponse({ status: 502, error: '<html>' })).code).toBe('unknown');
    expect(toApiError('whatever').code).toBe('unknown');
  });

  it('finds what a resource has wrapped', () => {
    const cause = new HttpErrorResponse({
      status: 404,
      error: { ...problem, status: 404, code: 'not_found' },
    });
    expect(toApiError(new Error('wrapped', { cause })).code).toBe('not_found');
  });
});
