import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type AccountChange,
  type EmailConfirmation,
  type ForgottenPassword,
  type PasswordChange,
  type PasswordReset,
  type SessionList,
  type User,
} from '@orders/contracts';
import { type Observable } from 'rxjs';

const ACCOUNT = '/api/v1/account';

/** What people do about their own account. */
@Injectable({ providedIn: 'root' })
export class AccountApi {
  private readonly http = inject(HttpClient);

  change(change: AccountChange): Observable<User> {
    return this.http.patch<User>(ACCOUNT, change);
  }

  /** Ends all other sessions too. */
  changePassword(change: PasswordChange): Observable<void> {
    return this.http.post<undefined>(`${ACCOUNT}/password`, change);
  }

  /** Asks for a mailed link; the answer is the same whether or not there is such an account. */
  forgotPassword(request: ForgottenPassword): Observable<void> {
    return this.http.post<undefined>(`${ACCOUNT}/password/forgotten`, request);
  }

  resetPassword(reset: PasswordReset): Observable<void> {
    return this.http.post<undefined>(`${ACCOUNT}/password/reset`, reset);
  }

  /** Sends the mail that confirms the address once more. */
  requestConfirmation(): Observable<void> {
    return this.http.post<undefined>(`${ACCOUNT}/email/confirmation`, null);
  }

  confirmEmail(confirmation: EmailConfirmation): Observable<User> {
    return this.http.post<User>(`${ACCOUNT}/email/confirm`, confirmation);
  }

  sessions(): Observable<SessionList> {
    return this.http.get<SessionList>(`${ACCOUNT}/sessions`);
  }

  endSession(id: string): Observable<void> {
    return this.http.delete<undefined>(`${ACCOUNT}/sessions/${id}`);
  }

  /** Signs out everywhere but here. */
  endOtherSessions(): Observable<void> {
    return this.http.delete<undefined>(`${ACCOUNT}/sessions`);
  }
}
