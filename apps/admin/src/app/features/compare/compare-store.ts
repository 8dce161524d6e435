import { computed, inject, Injectable, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { forkJoin, map, type Observable } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { JobsApi } from '../../core/api/jobs-api';
import { OverviewApi } from '../../core/api/overview-api';
import { type Days, spanOfDays } from '../../core/days';
import { Formats } from '../../core/format/formats';
import { type Side, sideOfJob, sideOfTime } from './compared-side';
import { type DayPair } from './day-pair';

/** What is compared: two jobs by their ids, or two times. */
export type Subject = { jobs: { before: string; after: string } } | { times: DayPair };

/** A side is null where it has no figures. */
interface Sides {
  before: Side | null;
  after: Side | null;
}

@Injectable()
export class CompareStore {
  private readonly jobs = inject(JobsApi);
  private readonly overview = inject(OverviewApi);
  private readonly formats = inject(Formats);
  readonly subject = signal<Subject | null>(null);

  private readonly resource = rxResource({
    params: () => this.subject() ?? undefined,
    stream: ({ params }): Observable<Sides> =>
      'jobs' in params
        ? forkJoin({
            before: this.jobs.get(params.jobs.before).pipe(map(sideOfJob)),
            after: this.jobs.get(params.jobs.after).pipe(map(sideOfJob)),
          })
        : forkJoin({ before: this.time(params.times.before), after: this.time(params.times.after) }),
  });

  readonly sides = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  /** Both sides, where both have figures. */
  readonly both = computed(() => {
    const { before, after } = this.sides() ?? {};
    return before && after ? { before, after } : null;
  });
  readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

  reload(): void {
    this.resource.reload();
  }

  private time(days: Days): Observable<Side> {
    const name = `${this.formats.day(days.from)} – ${this.formats.day(days.to)}`;
    return this.overview.get(spanOfDays(days)).pipe(map((overview) => sideOfTime(name, days, overview)));
  }
}
