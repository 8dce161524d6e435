import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type Mail, type MailContent, type MailPage } from '@orders/contracts';
import { type Observable } from 'rxjs';
import { query } from './query';

/** The outbox of e-mail reports, for admins. */
@Injectable({ providedIn: 'root' })
export class MailsApi {
  private readonly http = inject(HttpClient);

  list(params: { limit?: number; cursor?: string }): Observable<MailPage> {
    return this.http.get<MailPage>('/api/v1/mails', { params: query(params) });
  }

  get(id: string): Observable<MailContent> {
    return this.http.get<MailContent>(`/api/v1/mails/${id}`);
  }

  /** Puts a mail back into the outbox; for admins. */
  resend(id: string): Observable<Mail> {
    return this.http.post<Mail>(`/api/v1/mails/${id}/resend`, null);
  }
}
