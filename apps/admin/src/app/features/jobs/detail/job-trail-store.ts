import { computed, inject, Injectable, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type JobEvent } from '@orders/contracts';
import { JobsApi } from '../../../core/api/jobs-api';
import { jobIdOf } from '../../../core/live/job-changes';
import { Live } from '../../../core/live/live';

/** What happened to the open job, fetched anew whenever something did. */
@Injectable()
export class JobTrailStore {
  private readonly api = inject(JobsApi);
  readonly id = signal<string | undefined>(undefined);
  private readonly resource = rxResource({
    params: () => this.id(),
    stream: ({ params }) => this.api.events(params),
  });
  readonly events = computed((): readonly JobEvent[] =>
    this.resource.hasValue() ? this.resource.value().items : [],
  );

  constructor() {
    inject(Live)
      .changes.pipe(takeUntilDestroyed())
      .subscribe((change) => {
        if (change.kind !== 'progress' && jobIdOf(change) === this.id()) {
          this.resource.reload();
        }
      });
  }
}
