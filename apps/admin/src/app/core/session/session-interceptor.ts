import { HttpErrorResponse, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { Session } from './session';

/** The requests that make a session and therefore carry none. */
const WITHOUT_TOKEN =
  /^\/api\/v1\/(auth\/(options|register|login|refresh|logout)|account\/(password\/(forgotten|reset)|email\/confirm))$/;

/** Adds the access token; a request refused for it is made once more with a renewed one. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/') || WITHOUT_TOKEN.test(request.url)) {
    return next(request);
  }
  const session = inject(Session);
  return from(session.accessToken()).pipe(
    switchMap((token) => next(withToken(request, token))),
    catchError((thrown: unknown) => {
      if (!(thrown instanceof HttpErrorResponse) || thrown.status !== 401) {
        return throwError(() => thrown);
      }
      return from(session.renew()).pipe(
        switchMap((token) => (token ? next(withToken(request, token)) : throwError(() => thrown))),
      );
    }),
  );
};

function withToken(request: HttpRequest<unknown>, token: string | null): HttpRequest<unknown> {
  return token ? request.clone({ setHeaders: { Authorization: `Bearer ${token}` } }) : request;
}
