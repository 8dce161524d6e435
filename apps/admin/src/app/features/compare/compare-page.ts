import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type OrderMetrics } from '@orders/contracts';
import { forkJoin } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { JobsApi } from '../../core/api/jobs-api';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { PageHeader } from '../../ui/page-header';
import { Skeleton } from '../../ui/skeleton';
import { compareAmounts, type ComparedFigure, compareCounts, compareProducts } from './comparison';
import { DifferenceTable, type DifferenceRow } from './difference-table';

const PRODUCTS_SHOWN = 20;

/** Two files side by side: totals, and the products that rose and fell. */
@Component({
  selector: 'app-compare-page',
  imports: [DifferenceTable, EmptyState, ErrorState, MatButton, PageHeader, RouterLink, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
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
  /** Ids of the earlier and the later job; from the address. */
  readonly a = input<string>();
  readonly b = input<string>();
  private readonly api = inject(JobsApi);
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;

  protected readonly resource = rxResource({
    params: () => {
      const [a, b] = [this.a(), this.b()];
      return a && b ? { a, b } : undefined;
    },
    stream: ({ params: { a, b } }) => forkJoin({ before: this.api.get(a), after: this.api.get(b) }),
  });
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });
  protected readonly jobs = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  /** The figures of both; null when one of them has none. */
  private readonly both = computed(() => {
    const { before, after } = this.jobs() ?? {};
    return before?.metrics && after?.metrics ? { before: before.metrics, after: after.metrics } : null;
  });

  protected readonly totals = computed((): DifferenceRow[] | null => {
    const both = this.both();
    if (!both) {
      return null;
    }
    const t = this.t().metrics;
    const count = (name: string, of: (metrics: OrderMetrics) => number): DifferenceRow =>
      this.row(name, compareCounts(of(both.before), of(both.after)), (value) => this.formats.integer(value));
    const amount = (name: string, of: (metrics: OrderMetrics) => string): DifferenceRow =>
      this.row(name, compareAmounts(of(both.before), of(both.after)), (value) => this.formats.money(value));
    const rejected = count(t.rowsRejected, ({ rowsRejected }) => rowsRejected);
    return [
      amount(t.revenue, ({ revenue }) => revenue),
      count(t.orders, ({ orders }) => orders),
      amount(t.averageOrderValue, ({ averageOrderValue }) => averageOrderValue),
      count(t.items, ({ itemsTotal }) => itemsTotal),
      count(t.products, ({ distinctProducts }) => distinctProducts),
      count(t.rowsAccepted, ({ rowsAccepted }) => rowsAccepted),
      { ...rejected, better: opposite(rejected.better) },
    ];
  });

  protected readonly products = computed((): DifferenceRow[] => {
    const both = this.both();
    return both
      ? compareProducts(both.before, both.after, PRODUCTS_SHOWN).map((product) =>
          this.row(product.productName, product, (value) => this.formats.money(value)),
        )
      : [];
  });

  private row<T extends string | number>(
    name: string,
    figure: ComparedFigure<T>,
    show: (value: T) => string,
  ): DifferenceRow {
    const falls = String(figure.difference).startsWith('-');
    const rises = !falls && Number(figure.difference) !== 0;
    return {
      name,
      before: show(figure.before),
      after: show(figure.after),
      difference: `${rises ? '+' : ''}${show(figure.difference)}`,
      share: figure.share === null ? this.t().common.none : this.formats.percent(figure.share, true),
      better: falls ? 'no' : rises ? 'yes' : 'same',
    };
  }
}

/** Of some figures, less is better. */
function opposite(better: DifferenceRow['better']): DifferenceRow['better'] {
  return better === 'same' ? better : better === 'yes' ? 'no' : 'yes';
}
