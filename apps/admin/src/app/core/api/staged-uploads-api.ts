import { HttpClient, type HttpEvent, HttpRequest } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type InspectionRequest,
  type KnownFileAnswer,
  type ReadOptions,
  type StagedUpload,
  type StagedUploads,
  UPLOAD_FILES_FIELD,
  type UploadResponse,
} from '@orders/contracts';
import { type Observable } from 'rxjs';

const STAGED = '/api/v1/uploads/staged';

/** Files that are looked at before they become jobs. */
@Injectable({ providedIn: 'root' })
export class StagedUploadsApi {
  private readonly http = inject(HttpClient);

  /** An earlier upload of the same bytes, by their SHA-256 in hexadecimal. */
  known(sha256: string): Observable<KnownFileAnswer> {
    return this.http.get<KnownFileAnswer>('/api/v1/uploads/known', { params: { sha256 } });
  }

  list(): Observable<StagedUploads> {
    return this.http.get<StagedUploads>(STAGED);
  }

  get(id: string): Observable<StagedUpload> {
    return this.http.get<StagedUpload>(`${STAGED}/${id}`);
  }

  /** Sends one file to be looked at; unsubscribing aborts it. */
  send(file: File): Observable<HttpEvent<StagedUploads>> {
    const form = new FormData();
    form.append(UPLOAD_FILES_FIELD, file, file.name);
    return this.http.request<StagedUploads>(new HttpRequest('POST', STAGED, form, { reportProgress: true }));
  }

  /** The file of a job, to be processed again in another way. */
  stageJob(jobId: string): Observable<StagedUpload> {
    return this.http.post<StagedUpload>(`/api/v1/jobs/${jobId}/stage`, null);
  }

  inspect(id: string, request: InspectionRequest): Observable<StagedUpload> {
    return this.http.post<StagedUpload>(`${STAGED}/${id}/inspections`, request);
  }

  start(id: string, options: ReadOptions): Observable<UploadResponse> {
    return this.http.post<UploadResponse>(`${STAGED}/${id}/start`, { options });
  }

  discard(id: string): Observable<void> {
    return this.http.delete<undefined>(`${STAGED}/${id}`);
  }
}
