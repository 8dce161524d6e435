import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Job } from '@orders/contracts';
import { filter, interval } from 'rxjs';
import { type ApiError, toApiError } from '../../../core/api/api-error';
import { JobsApi } from '../../../core/api/jobs-api';
import { applyChange, laterJob } from '../../../core/live/job-changes';
import { Live } from '../../../core/live/live';

/** How many samples of the reading speed are kept for its line. */
const SPEED_SAMPLES = 60;
/** No event tells that a job has stalled; the API does when it is asked. */
const STALL_CHECK_MS = 15_000;

/** The open job, followed live. */
@Injectable()
export class JobStore {
  private readonly api = inject(JobsApi);
  readonly id = signal<string | undefined>(undefined);

  private readonly resource = rxResource({
    params: () => this.id(),
    stream: ({ params }) => this.api.get(params),
  });
  private readonly known = linkedSignal<Job | undefined, Job | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (loaded, before) => {
      const last = before?.value;
      if (!loaded) {
        return last?.id === this.id() ? last : undefined;
      }
      return last?.id === loaded.id ? laterJob(last, loaded) : loaded;
    },
  });

  readonly job = computed(() => (this.known()?.id === this.id() ? this.known() : undefined));
  readonly error = computed((): ApiError | null => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });
  /** Rows a second, oldest first, since this page looks on. */
  readonly speeds = linkedSignal<string | undefined, readonly number[]>({
    source: this.id,
    computation: () => [],
  });

  constructor() {
    const live = inject(Live);
    live.changes.pipe(takeUntilDestroyed()).subscribe((change) => {
      this.known.update((job) => job && applyChange(job, change));
      if (change.kind === 'progress' && change.progress.jobId === this.id()) {
        this.speeds.update((speeds) => [...speeds, change.progress.rowsPerSecond].slice(-SPEED_SAMPLES));
      }
    });
    live.resync.pipe(takeUntilDestroyed()).subscribe(() => this.reload());
    interval(STALL_CHECK_MS)
      .pipe(
        filter(() => this.job()?.status === 'processing'),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.reload());
  }

  reload(): void {
    this.resource.reload();
  }

  /** Takes over the job as an action gave it back. */
  put(job: Job): void {
    this.known.update((known) => (known?.id === job.id ? laterJob(known, job) : known));
  }
}
