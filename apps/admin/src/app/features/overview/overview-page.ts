import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { type Column, ColumnChart } from '../../ui/chart/column-chart';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { PageHeader } from '../../ui/page-header';
import { type Segment, Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { TopProducts } from '../jobs/top-products';
import { Attention } from './attention';
import { isRange, type Range, RANGES } from './date-range';
import { JobLines } from './job-lines';
import { OverviewStore } from './overview-store';
import { TotalCards } from './total-cards';

/** The first page of the day: how much, what is under way, what needs somebody. */
@Component({
  selector: 'app-overview-page',
  imports: [
    Attention,
    ColumnChart,
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
  /** From the address. */
  readonly range = input<string>();
  private readonly router = inject(Router);
  private readonly formats = inject(Formats);
  protected readonly store = inject(OverviewStore);
  protected readonly t = inject(I18n).t;
  protected readonly ranges = computed((): Segment<Range>[] =>
    RANGES.map((range) => ({ value: range, label: this.t().overview.ranges[range] })),
  );
  protected readonly chosen = computed((): Range => {
    const wanted = this.range();
    return isRange(wanted) ? wanted : '30d';
  });
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

  protected choose(range: Range): void {
    void this.router.navigate([], { queryParams: { range: range === '30d' ? null : range } });
  }
}
