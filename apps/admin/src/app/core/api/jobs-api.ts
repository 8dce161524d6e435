import { HttpClient, type HttpEvent, HttpRequest } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type BulkAction,
  type BulkResult,
  type Job,
  type JobChange,
  type JobCounts,
  type JobEvents,
  type JobListParams,
  type JobPage,
  type JobSupplements,
  type MailContent,
  type RowErrorPage,
  type RowErrorParams,
  UPLOAD_FILES_FIELD,
  type UploadResponse,
} from '@orders/contracts';
import { type Observable } from 'rxjs';
import { query } from './query';

const JOBS = '/api/v1/jobs';

/** The list's query as this client writes it, its numbers still numbers. */
export type JobListRequest = Omit<JobListParams, 'limit' | 'minSize' | 'maxSize'> & {
  limit?: number;
  minSize?: number;
  maxSize?: number;
};

/** What narrows a list, without its state, order and page. */
export type JobFilter = Omit<JobListRequest, 'status' | 'sort' | 'limit' | 'cursor'>;

/** Which jobs a bulk action is for. */
export type BulkTarget =
  { ids: readonly string[] } | { filter: Omit<JobListRequest, 'sort' | 'limit' | 'cursor'> };

/** Jobs: reading them and acting on them. */
@Injectable({ providedIn: 'root' })
export class JobsApi {
  private readonly http = inject(HttpClient);

  list(params: JobListRequest): Observable<JobPage> {
    return this.http.get<JobPage>(JOBS, { params: query(params) });
  }

  /** How many jobs of each state match, whatever state the list shows. */
  counts(params: JobFilter): Observable<JobCounts> {
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

  /** What happened to a job, oldest first. */
  events(id: string): Observable<JobEvents> {
    return this.http.get<JobEvents>(`${JOBS}/${id}/events`);
  }

  /** The newest report mail of a job; 404 when there is none. */
  report(id: string): Observable<MailContent> {
    return this.http.get<MailContent>(`${JOBS}/${id}/report`);
  }

  /** Sends the corrected rows of a job; unsubscribing aborts it. */
  supplement(id: string, file: File): Observable<HttpEvent<UploadResponse>> {
    const form = new FormData();
    form.append(UPLOAD_FILES_FIELD, file, file.name);
    return this.http.request<UploadResponse>(
      new HttpRequest('POST', `${JOBS}/${id}/supplement`, form, { reportProgress: true }),
    );
  }

  /** What brought rejected rows of a job, and the figures of all together. */
  supplements(id: string): Observable<JobSupplements> {
    return this.http.get<JobSupplements>(`${JOBS}/${id}/supplements`);
  }

  change(id: string, change: JobChange): Observable<Job> {
    return this.http.patch<Job>(`${JOBS}/${id}`, change);
  }

  /** Acts on several jobs, or on all that a filter finds; jobs in another state are left as they are. */
  bulk(action: BulkAction, target: BulkTarget): Observable<BulkResult> {
    return this.http.post<BulkResult>(`${JOBS}/bulk`, { action, ...target });
  }

  cancel(id: string): Observable<Job> {
    return this.http.post<Job>(`${JOBS}/${id}/cancel`, null);
  }

  retry(id: string): Observable<Job> {
    return this.http.post<Job>(`${JOBS}/${id}/retry`, null);
  }

  acknowledge(id: string): Observable<Job> {
    return this.http.post<Job>(`${JOBS}/${id}/acknowledge`, null);
  }

  reprocess(id: string): Observable<Job> {
    return this.http.post<Job>(`${JOBS}/${id}/reprocess`, null);
  }

  delete(id: string): Observable<void> {
    return this.http.delete<undefined>(`${JOBS}/${id}`);
  }
}
