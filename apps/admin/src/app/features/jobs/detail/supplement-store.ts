import { HttpEventType } from '@angular/common/http';
import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Job, type JobSupplements } from '@orders/contracts';
import { filter, lastValueFrom, tap } from 'rxjs';
import { type ApiError, toApiError } from '../../../core/api/api-error';
import { JobsApi } from '../../../core/api/jobs-api';
import { applyChangeToList, type JobChange } from '../../../core/live/job-changes';
import { Live } from '../../../core/live/live';

/** The files that brought rejected rows of the open job, followed live, and the sending of another one. */
@Injectable()
export class SupplementStore {
  private readonly api = inject(JobsApi);
  /** The job whose rows were rejected; undefined where none was. */
  readonly jobId = signal<string | undefined>(undefined);

  private readonly resource = rxResource({
    params: () => this.jobId(),
    stream: ({ params }) => this.api.supplements(params),
  });
  private readonly loaded = linkedSignal<JobSupplements | undefined, JobSupplements | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (now, before) => now ?? (this.jobId() ? before?.value : undefined),
  });

  readonly items = linkedSignal<readonly Job[]>(() => this.loaded()?.items ?? []);
  readonly combined = computed(() => this.loaded()?.combined ?? null);
  /** Per cent of a file that is being sent; null while none is. */
  readonly sent = signal<number | null>(null);
  readonly error = signal<ApiError | null>(null);

  constructor() {
    const live = inject(Live);
    live.changes.pipe(takeUntilDestroyed()).subscribe((change) => this.follow(change));
    live.resync.pipe(takeUntilDestroyed()).subscribe(() => this.resource.reload());
  }

  /** Sends corrected rows; `error` tells when they were refused. */
  async send(jobId: string, file: File): Promise<void> {
    this.sent.set(0);
    this.error.set(null);
    try {
      const answer = this.api.supplement(jobId, file).pipe(
        tap((event) => {
          if (event.type === HttpEventType.UploadProgress) {
            this.sent.set((event.loaded / (event.total ?? file.size)) * 100);
          }
        }),
        filter((event) => event.type === HttpEventType.Response),
      );
      await lastValueFrom(answer);
      this.resource.reload();
    } catch (thrown) {
      this.error.set(toApiError(thrown));
    } finally {
      this.sent.set(null);
    }
  }

  private follow(change: JobChange): void {
    this.items.update((jobs) => applyChangeToList(jobs, change));
    if (change.kind !== 'progress' && change.job.supplementOf === this.jobId() && this.jobId()) {
      this.resource.reload();
    }
  }
}
