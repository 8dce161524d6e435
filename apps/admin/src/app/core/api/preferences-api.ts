import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type NotificationPreferences } from '@orders/contracts';
import { type Observable } from 'rxjs';

const PREFERENCES = '/api/v1/notifications/preferences';

@Injectable({ providedIn: 'root' })
export class PreferencesApi {
  private readonly http = inject(HttpClient);

  get(): Observable<NotificationPreferences> {
    return this.http.get<NotificationPreferences>(PREFERENCES);
  }

  put(preferences: NotificationPreferences): Observable<NotificationPreferences> {
    return this.http.put<NotificationPreferences>(PREFERENCES, preferences);
  }
}
