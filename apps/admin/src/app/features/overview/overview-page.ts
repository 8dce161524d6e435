import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { type Job } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { type Column } from '../../ui/chart/column-chart';
import { ColumnFigure } from '../../ui/chart/column-figure';
import { DayRange } from '../../ui/day-range';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { PageHeader } from '../../ui/page-header';
import { type Segment, Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { TopProducts } from '../jobs/top-products';
import { Attention } from './attention';
import { daysOf, ownDays, paramsOf, type Preset, PRESETS, type Range, rangeFrom } from './date-range';
import { JobLines } from './job-lines';
import { OverviewStore } from './overview-store';
import { TotalCards } from './total-cards';

type Choice = Preset | 'days';
const CHOICES: readonly Choice[] = [...PRESETS, 'days'];

/** The first page of the day: how much, what is under way, what needs somebody. */
@Component({
  selector: 'app-overview-page',
  imports: [
    Attention,
    ColumnFigure,
    DayRange,
    EmptyState,
    ErrorState,
    JobLines,
    MatButton,
    PageHeader,
    Segmented,
    RouterLink,
    Skeleton,
    TopProducts,
    TotalCards,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [OverviewStore],
  templateUrl: './overview-page.html',
  styleUrl: './overview-page.scss',
})
export class OverviewPage {
  /** From the address, as the days of a range of one's own. */
  readonly range = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly formats = inject(Formats);
  protected readonly store = inject(OverviewStore);
  protected readonly t = inject(I18n).t;
  protected readonly ranges = computed((): Segment<Choice>[] =>
    CHOICES.map((choice) => ({ value: choice, label: this.t().overview.ranges[choice] })),
  );
  private readonly chosen = computed(() =>
    rangeFrom({ range: this.range(), from: this.from(), to: this.to() }),
  );
  protected readonly segment = computed((): Choice => {
    const chosen = this.chosen();
    return typeof chosen === 'string' ? chosen : 'days';
  });
  /** The days of one's own range; null where it is one of the usual ones. */
  protected readonly days = computed(() => {
    const chosen = this.chosen();
    return typeof chosen === 'string' ? null : chosen;
  });
  protected readonly attentionParams = computed(() => ({
    attention: true,
    ...daysOf(this.chosen(), Date.now()),
  }));
  protected readonly points = computed((): Column[] =>
    (this.store.overview()?.revenueByDay ?? []).map(({ day, revenue }) => ({
      name: this.formats.day(day),
      value: Number(revenue),
      text: this.formats.money(revenue),
    })),
  );
  /** Nothing was ever uploaded. */
  protected readonly untouched = computed(() => {
    const overview = this.store.overview();
    return overview !== undefined && Object.values(overview.counts).every((count) => count === 0);
  });

  constructor() {
    effect(() => this.store.range.set(this.chosen()));
  }

  /** A range of one's own begins with the days that are shown, or with the usual ones. */
  protected choose(choice: Choice): void {
    this.show(choice === 'days' ? ownDays(this.chosen(), Date.now()) : choice);
  }

  protected show(range: Range): void {
    void this.router.navigate([], { queryParams: paramsOf(range) });
  }

  protected async acknowledge(job: Job): Promise<void> {
    try {
      await this.store.acknowledge(job);
    } catch (thrown) {
      this.toasts.failure(this.t().jobs.failures.acknowledge, thrown);
    }
  }
}
