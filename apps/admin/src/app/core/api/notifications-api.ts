import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type NotificationPage, type NotificationsRead, type UnreadNotifications } from '@orders/contracts';
import { type Observable } from 'rxjs';
import { query } from './query';

const NOTIFICATIONS = '/api/v1/notifications';

/** How the user's own jobs ended, and what of that they have read. */
@Injectable({ providedIn: 'root' })
export class NotificationsApi {
  private readonly http = inject(HttpClient);

  /** Newest first. */
  list(params: { limit?: number; cursor?: string }): Observable<NotificationPage> {
    return this.http.get<NotificationPage>(NOTIFICATIONS, { params: query(params) });
  }

  markRead(read: NotificationsRead): Observable<UnreadNotifications> {
    return this.http.post<UnreadNotifications>(`${NOTIFICATIONS}/read`, read);
  }
}
