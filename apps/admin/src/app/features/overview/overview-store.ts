import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { isTerminal, type Job, type Overview } from '@orders/contracts';
import { debounceTime, filter, firstValueFrom, forkJoin, interval, map, of, Subject } from 'rxjs';
import { type ApiError, toApiError } from '../../core/api/api-error';
import { JobsApi } from '../../core/api/jobs-api';
import { OverviewApi } from '../../core/api/overview-api';
import { applyChange, applyChangeToList, type JobChange } from '../../core/live/job-changes';
import { Live } from '../../core/live/live';
import { type Range, spanBefore, spanOf } from './date-range';

const REFETCH_DEBOUNCE_MS = 800;
/** No event tells that a job has stalled; the API does when it is asked. */
const STALL_CHECK_MS = 30_000;
const LATEST_SHOWN = 10;

interface OverviewWithBefore {
  overview: Overview;
  /** The span of the same length before; null for all time. */
  before: Overview['totals'] | null;
}

/** What the start page shows: totals of a range, and jobs that are followed live. */
@Injectable()
export class OverviewStore {
  private readonly api = inject(OverviewApi);
  private readonly jobs = inject(JobsApi);
  private readonly refetch = new Subject<void>();
  readonly range = signal<Range>('30d');
  /** Ids of the jobs that are being acknowledged. */
  readonly acknowledging = signal<ReadonlySet<string>>(new Set());

  private readonly resource = rxResource({
    params: () => this.range(),
    stream: ({ params: range }) => {
      const before = spanBefore(range, Date.now());
      return forkJoin({
        overview: this.api.get(spanOf(range, Date.now())),
        before: before ? this.api.get(before).pipe(map(({ totals }) => totals)) : of(null),
      });
    },
  });
  private readonly loaded = linkedSignal<OverviewWithBefore | undefined, OverviewWithBefore | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (now, earlier) => now ?? earlier?.value,
  });

  readonly overview = computed(() => this.loaded()?.overview);
  readonly before = computed(() => this.loaded()?.before ?? null);
  readonly active = linkedSignal<readonly Job[]>(() => this.overview()?.active ?? []);
  readonly latest = linkedSignal<readonly Job[]>(() => this.overview()?.latest ?? []);
  readonly loading = this.resource.isLoading;
  readonly error = computed((): ApiError | null => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });
  /** Ended jobs of the range that nobody has seen to; and those in work that have stalled, before them. */
  private readonly unseen = linkedSignal<readonly Job[]>(() => this.overview()?.attention.items ?? []);
  private readonly stillUnseen = computed(() => this.unseen().filter((job) => job.needsAttention));
  readonly needsAttention = computed(() => [
    ...this.active().filter((job) => job.stalled),
    ...this.stillUnseen(),
  ]);
  /** How many of the ended ones there are, shown or not. */
  readonly attentionTotal = computed(() => {
    const { total, items } = this.overview()?.attention ?? { total: 0, items: [] };
    return total - items.length + this.stillUnseen().length;
  });

  constructor() {
    const live = inject(Live);
    live.changes.pipe(takeUntilDestroyed()).subscribe((change) => this.follow(change));
    live.resync.pipe(takeUntilDestroyed()).subscribe(() => this.reload());
    interval(STALL_CHECK_MS)
      .pipe(
        filter(() => this.active().some(({ status }) => status === 'processing')),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.reload());
    this.refetch.pipe(debounceTime(REFETCH_DEBOUNCE_MS), takeUntilDestroyed()).subscribe(() => this.reload());
  }

  /** Says that somebody has seen to a job; rejects when the server can't be told. */
  async acknowledge({ id }: Job): Promise<void> {
    this.acknowledging.update((ids) => new Set(ids).add(id));
    try {
      this.follow({ kind: 'changed', job: await firstValueFrom(this.jobs.acknowledge(id)) });
    } finally {
      this.acknowledging.update((ids) => new Set([...ids].filter((other) => other !== id)));
    }
  }

  reload(): void {
    this.resource.reload();
  }

  private follow(change: JobChange): void {
    this.latest.update((jobs) => applyChangeToList(jobs, change));
    this.unseen.update((jobs) => applyChangeToList(jobs, change));
    if (change.kind === 'progress') {
      this.active.update((jobs) => applyChangeToList(jobs, change));
      return;
    }
    const { job } = change;
    this.active.update((jobs) => activeAfter(jobs, job));
    if (change.kind === 'created') {
      this.latest.update((jobs) =>
        jobs.some(({ id }) => id === job.id) ? jobs : [job, ...jobs].slice(0, LATEST_SHOWN),
      );
    }
    this.refetch.next();
  }
}

function activeAfter(jobs: readonly Job[], job: Job): readonly Job[] {
  const known = jobs.find(({ id }) => id === job.id);
  const latest = known ? applyChange(known, { kind: 'changed', job }) : job;
  if (isTerminal(latest.status)) {
    return jobs.filter(({ id }) => id !== job.id);
  }
  return known ? jobs.map((other) => (other.id === job.id ? latest : other)) : [...jobs, job];
}
