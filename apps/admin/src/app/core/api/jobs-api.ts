import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type Job,
  type JobCounts,
  type JobListParams,
  type JobPage,
  type RowErrorPage,
  type RowErrorParams,
} from '@orders/contracts';
import { type Observable } from 'rxjs';
import { query } from './query';

const JOBS = '/api/v1/jobs';

/** Jobs: reading them and acting on them. */
@Injectable({ providedIn: 'root' })
export class JobsApi {
  private readonly http = inject(HttpClient);

  list(params: Omit<JobListParams, 'limit'> & { limit?: number }): Observable<JobPage> {
    return this.http.get<JobPage>(JOBS, { params: query(params) });
  }

  /** How many jobs of each state match, whatever state the list shows. */
  counts(params: Pick<JobListParams, 'search' | 'owner' | 'from' | 'to'>): Observable<JobCounts> {
    return this.http.get<JobCounts>(`${JOBS}/counts`, { params: query(params) });
  }

  get(id: string): Observable<Job> {
    return this.http.get<Job>(`${JOBS}/${id}`);
  }

  rowErrors(
    id: string,
    params: Omit<RowErrorParams, 'limit'> & { limit?: number },
  ): Observable<RowErrorPage> {
    return this.http.get<RowErrorPage>(`${JOBS}/${id}/row-errors`, { params: query(params) });
  }

  cancel(id: string): Observable<Job> {
    return this.http.post<Job>(`${JOBS}/${id}/cancel`, null);
  }

  retry(id: string): Observable<Job> {
    return this.http.post<Job>(`${JOBS}/${id}/retry`, null);
  }

  reprocess(id: string): Observable<Job> {
    return this.http.post<Job>(`${JOBS}/${id}/reprocess`, null);
  }

  delete(id: string): Observable<void> {
    return this.http.delete<undefined>(`${JOBS}/${id}`);
  }
}
