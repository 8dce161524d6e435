import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type Page, type User, type UserChange } from '@orders/contracts';
import { type Observable } from 'rxjs';
import { query } from './query';

/** Accounts, for admins. */
@Injectable({ providedIn: 'root' })
export class UsersApi {
  private readonly http = inject(HttpClient);

  list(params: { limit?: number; cursor?: string; search?: string }): Observable<Page<User>> {
    return this.http.get<Page<User>>('/api/v1/users', { params: query(params) });
  }

  change(id: string, change: UserChange): Observable<User> {
    return this.http.patch<User>(`/api/v1/users/${id}`, change);
  }
}
