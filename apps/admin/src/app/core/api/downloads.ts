import { HttpClient, type HttpResponse } from '@angular/common/http';
import { DOCUMENT, inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { type BulkTarget, type JobListRequest } from './jobs-api';
import { query, type QueryParams } from './query';

/** Files that need the access token: fetched, then handed to the browser to save. */
@Injectable({ providedIn: 'root' })
export class Downloads {
  private readonly http = inject(HttpClient);
  private readonly document = inject(DOCUMENT);

  template(): Promise<void> {
    return this.save('/api/v1/uploads/template', 'order-template.xlsx');
  }

  originalFile(jobId: string, name: string): Promise<void> {
    return this.save(`/api/v1/jobs/${jobId}/file`, name);
  }

  rejectedRows(jobId: string, format: 'csv' | 'xlsx'): Promise<void> {
    return this.save(`/api/v1/jobs/${jobId}/row-errors/report?format=${format}`, `rejected-rows.${format}`);
  }

  mail(mailId: string): Promise<void> {
    return this.save(`/api/v1/mails/${mailId}/eml`, `${mailId}.eml`);
  }

  /** The list that `filter` finds, as CSV. */
  jobList(filter: JobListRequest): Promise<void> {
    return this.save('/api/v1/jobs/export', 'uploads.csv', query({ ...filter }));
  }

  /** The original files of many jobs, as one archive. */
  async originalFiles(target: BulkTarget): Promise<void> {
    const answer = await firstValueFrom(
      this.http.post('/api/v1/jobs/archive', target, { responseType: 'blob' }),
    );
    this.offer(answer, 'orders.zip');
  }

  private async save(url: string, fallbackName: string, params: QueryParams = {}): Promise<void> {
    const response = await firstValueFrom(
      this.http.get(url, { params, responseType: 'blob', observe: 'response' }),
    );
    this.offer(response.body ?? new Blob(), attachmentName(response) ?? fallbackName);
  }

  private offer(blob: Blob, name: string): void {
    const link = this.document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

function attachmentName(response: HttpResponse<Blob>): string | undefined {
  const header = response.headers.get('Content-Disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="([^"]+)"/i.exec(header)?.[1];
}
