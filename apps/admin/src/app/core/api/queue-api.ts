import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type QueueStats, type QueueThroughput, type ThroughputInterval } from '@orders/contracts';
import { map, type Observable } from 'rxjs';

@Injectable({ providedIn: 'root' })
export class QueueApi {
  private readonly http = inject(HttpClient);

  stats(): Observable<QueueStats> {
    return this.http.get<QueueStats>('/api/v1/queue');
  }

  /** The last hour in intervals of five minutes, oldest first. */
  throughput(): Observable<ThroughputInterval[]> {
    return this.http.get<QueueThroughput>('/api/v1/queue/throughput').pipe(map(({ intervals }) => intervals));
  }

  /** Holds all workers back; what they run is finished. */
  pause(): Observable<QueueStats> {
    return this.http.post<QueueStats>('/api/v1/queue/pause', null);
  }

  resume(): Observable<QueueStats> {
    return this.http.post<QueueStats>('/api/v1/queue/resume', null);
  }
}
