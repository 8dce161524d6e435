import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { I18n } from '../../core/i18n/i18n';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { PageHeader } from '../../ui/page-header';
import { type Segment, Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { CompareStore } from './compare-store';
import { type DayPair, pairFrom, pairOf, paramsOf } from './day-pair';
import { DifferenceRows } from './difference-rows';
import { DifferenceTable } from './difference-table';
import { TimePairForm } from './time-pair-form';

type Kind = 'files' | 'times';

/** Two files or two times side by side: totals, and the products that rose and fell. */
@Component({
  selector: 'app-compare-page',
  imports: [
    DifferenceTable,
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    RouterLink,
    Segmented,
    Skeleton,
    TimePairForm,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [CompareStore],
  templateUrl: './compare-page.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-5);
    }

    section {
      overflow: clip;
    }
  `,
})
export class ComparePage {
  /** Ids of the earlier and the later job; from the address, as all that follows. */
  readonly a = input<string>();
  readonly b = input<string>();
  readonly by = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly from2 = input<string>();
  readonly to2 = input<string>();
  private readonly router = inject(Router);
  private readonly rows = inject(DifferenceRows);
  protected readonly store = inject(CompareStore);
  protected readonly t = inject(I18n).t;

  protected readonly kind = computed((): Kind => (this.by() === 'times' ? 'times' : 'files'));
  protected readonly kinds = computed((): Segment<Kind>[] => [
    { value: 'files', label: this.t().compare.kinds.files },
    { value: 'times', label: this.t().compare.kinds.times },
  ]);
  protected readonly times = computed(
    (): DayPair =>
      pairFrom({ from: this.from(), to: this.to(), from2: this.from2(), to2: this.to2() }) ??
      pairOf('30d', new Date()),
  );
  private readonly jobs = computed(() => {
    const [before, after] = [this.a(), this.b()];
    return before && after ? { before, after } : null;
  });
  protected readonly swapped = computed(() => {
    const { before, after } = this.times();
    return this.kind() === 'times'
      ? { by: 'times', ...paramsOf({ before: after, after: before }) }
      : { a: this.b(), b: this.a() };
  });
  protected readonly tables = computed(() => {
    const both = this.store.both();
    return (
      both && {
        ...both,
        totals: this.rows.totals(both.before, both.after),
        products: this.rows.products(both.before, both.after),
      }
    );
  });

  constructor() {
    effect(() => {
      const jobs = this.jobs();
      this.store.subject.set(this.kind() === 'times' ? { times: this.times() } : jobs && { jobs });
    });
  }

  protected showKind(kind: Kind): void {
    void this.router.navigate([], {
      queryParams: { by: kind === 'times' ? 'times' : null },
      queryParamsHandling: 'merge',
    });
  }

  protected choose(pair: DayPair): void {
    void this.router.navigate([], { queryParams: paramsOf(pair), queryParamsHandling: 'merge' });
  }
}
