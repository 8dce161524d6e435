import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type AuditAction, type AuditPage } from '@orders/contracts';
import { type Observable } from 'rxjs';
import { query } from './query';

/** The audit log, for admins. */
@Injectable({ providedIn: 'root' })
export class AuditApi {
  private readonly http = inject(HttpClient);

  list(params: { action?: AuditAction; cursor?: string; limit?: number }): Observable<AuditPage> {
    return this.http.get<AuditPage>('/api/v1/audit', { params: query(params) });
  }
}
