import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type SystemInfo } from '@orders/contracts';
import { type Observable } from 'rxjs';

@Injectable({ providedIn: 'root' })
export class SystemApi {
  private readonly http = inject(HttpClient);

  /** How the installation is set up and how its parts are; for admins. */
  get(): Observable<SystemInfo> {
    return this.http.get<SystemInfo>('/api/v1/system');
  }
}
