import { HttpClient, type HttpEvent, HttpRequest } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  UPLOAD_FILES_FIELD,
  type ReadOptions,
  type UploadBatch,
  type UploadLimits,
  type UploadResponse,
} from '@orders/contracts';
import { type Observable } from 'rxjs';

@Injectable({ providedIn: 'root' })
export class UploadsApi {
  private readonly http = inject(HttpClient);

  limits(): Observable<UploadLimits> {
    return this.http.get<UploadLimits>('/api/v1/uploads/limits');
  }

  /**
   * Sends one file; unsubscribing aborts it. `idempotencyKey` makes a repetition harmless: the server
   * answers it with the job of the first time.
   */
  send(
    file: File,
    options: Partial<ReadOptions>,
    idempotencyKey: string,
    batch: UploadBatch | null,
  ): Observable<HttpEvent<UploadResponse>> {
    const form = new FormData();
    form.append('options', JSON.stringify(options));
    if (batch) {
      form.append('batch', JSON.stringify(batch));
    }
    form.append(UPLOAD_FILES_FIELD, file, file.name);
    return this.http.request<UploadResponse>(
      new HttpRequest('POST', '/api/v1/uploads', form, { reportProgress: true }).clone({
        setHeaders: { 'Idempotency-Key': idempotencyKey },
      }),
    );
  }
}
