import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Job, type JobCounts, type JobPage } from '@orders/contracts';
import { debounceTime, Subject } from 'rxjs';
import { type ApiError, toApiError } from '../../../core/api/api-error';
import { type JobListRequest, JobsApi } from '../../../core/api/jobs-api';
import { applyChangeToList, type JobChange } from '../../../core/live/job-changes';
import { Live } from '../../../core/live/live';
import { Session } from '../../../core/session/session';
import { filterFrom, type HistoryFilter, queryFrom, showsNewestFirst } from './history-filter';

const PAGE_SIZE = 25;
const COUNT_DEBOUNCE_MS = 400;
/** Scrolled further down than this, new rows are announced and not put in. */
const TOP_PX = 120;

type Counts = Partial<JobCounts>;

/** The list that the history shows: fetched by filter, then followed live without moving what one reads. */
@Injectable()
export class HistoryStore {
  private readonly api = inject(JobsApi);
  private readonly session = inject(Session);
  private readonly userId = computed(() => this.session.user()?.id ?? '');
  private readonly recount = new Subject<void>();

  readonly filter = signal<HistoryFilter>(filterFrom({}));

  private readonly pages = rxResource({
    params: () => ({ filter: this.filter(), userId: this.userId() }),
    stream: ({ params }) =>
      this.api.list({
        ...queryFrom(params.filter, params.userId),
        status: params.filter.status.join(',') || undefined,
        sort: params.filter.sort,
        cursor: params.filter.cursor || undefined,
        limit: PAGE_SIZE,
      }),
  });
  private readonly countsResource = rxResource({
    params: () => queryFrom(this.filter(), this.userId()),
    stream: ({ params }) => this.api.counts(params),
  });
  private readonly page = linkedSignal<JobPage | undefined, JobPage | undefined>({
    source: () => (this.pages.hasValue() ? this.pages.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value,
  });

  readonly jobs = linkedSignal<readonly Job[]>(() => this.page()?.items ?? []);
  readonly nextCursor = computed(() => this.page()?.nextCursor ?? null);
  readonly total = computed(() => this.page()?.total ?? null);
  readonly loading = this.pages.isLoading;
  /** Nothing is there to show yet. */
  readonly first = computed(() => this.page() === undefined);
  readonly error = computed((): ApiError | null => {
    const thrown = this.pages.error();
    return thrown ? toApiError(thrown) : null;
  });
  readonly counts = linkedSignal<Counts | undefined, Counts>({
    source: () => (this.countsResource.hasValue() ? this.countsResource.value() : undefined),
    computation: (loaded, before) => loaded ?? before?.value ?? {},
  });
  /** Ids of jobs that came since and are not in the list. */
  readonly unseen = linkedSignal<readonly string[]>(() => (this.page() ? [] : []));

  constructor() {
    const live = inject(Live);
    live.changes.pipe(takeUntilDestroyed()).subscribe((change) => this.follow(change));
    live.resync.pipe(takeUntilDestroyed()).subscribe(() => this.reload());
    this.recount
      .pipe(debounceTime(COUNT_DEBOUNCE_MS), takeUntilDestroyed())
      .subscribe(() => this.countsResource.reload());
  }

  reload(): void {
    this.pages.reload();
    this.countsResource.reload();
  }

  /** Takes over a job that an action gave back. */
  put(job: Job): void {
    this.follow({ kind: 'changed', job });
  }

  remove(id: string): void {
    this.jobs.update((jobs) => jobs.filter((job) => job.id !== id));
    this.recount.next();
  }

  /** The list's filter as the API has it, for exports and for acting on all of it. */
  request(): JobListRequest {
    const filter = this.filter();
    return {
      ...queryFrom(filter, this.userId()),
      status: filter.status.join(',') || undefined,
      sort: filter.sort,
    };
  }

  private follow(change: JobChange): void {
    this.jobs.update((jobs) => applyChangeToList(jobs, change));
    if (change.kind === 'progress') {
      return;
    }
    this.recount.next();
    if (change.kind === 'created' && this.concerns(change.job)) {
      this.take(change.job);
    }
  }

  private take(job: Job): void {
    if (this.jobs().some(({ id }) => id === job.id)) {
      return;
    }
    if (showsNewestFirst(this.filter()) && scrollY < TOP_PX) {
      this.jobs.update((jobs) => [job, ...jobs]);
    } else {
      this.unseen.update((ids) => (ids.includes(job.id) ? ids : [...ids, job.id]));
    }
  }

  private concerns(job: Job): boolean {
    const { status, owner } = this.filter();
    const wanted = owner === 'me' ? this.userId() : owner;
    return (status.length === 0 || status.includes(job.status)) && (wanted === '' || wanted === job.owner.id);
  }
}
