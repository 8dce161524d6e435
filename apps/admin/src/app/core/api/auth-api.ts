import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type AuthOptions,
  type LoginRequest,
  type RegisterRequest,
  type SessionTokens,
} from '@orders/contracts';
import { type Observable } from 'rxjs';

/** Sign-up, sign-in and what keeps a session alive. */
@Injectable({ providedIn: 'root' })
export class AuthApi {
  private readonly http = inject(HttpClient);

  options(): Observable<AuthOptions> {
    return this.http.get<AuthOptions>('/api/v1/auth/options');
  }

  register(request: RegisterRequest): Observable<SessionTokens> {
    return this.http.post<SessionTokens>('/api/v1/auth/register', request);
  }

  login(request: LoginRequest): Observable<SessionTokens> {
    return this.http.post<SessionTokens>('/api/v1/auth/login', request);
  }

  /** A new access token for the refresh cookie; 401 when there is none that counts. */
  refresh(): Observable<SessionTokens> {
    return this.http.post<SessionTokens>('/api/v1/auth/refresh', null);
  }

  logout(): Observable<void> {
    return this.http.post<undefined>('/api/v1/auth/logout', null);
  }
}
