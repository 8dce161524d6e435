import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type QueueStats } from '@orders/contracts';
import { type Observable } from 'rxjs';

@Injectable({ providedIn: 'root' })
export class QueueApi {
  private readonly http = inject(HttpClient);

  stats(): Observable<QueueStats> {
    return this.http.get<QueueStats>('/api/v1/queue');
  }

  /** Holds all workers back; what they run is finished. */
  pause(): Observable<QueueStats> {
    return this.http.post<QueueStats>('/api/v1/queue/pause', null);
  }

  resume(): Observable<QueueStats> {
    return this.http.post<QueueStats>('/api/v1/queue/resume', null);
  }
}
