import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { type ProductTotal } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { type Segment, Segmented } from '../../ui/segmented';
import { type Bar, BarChart } from '../../ui/chart/bar-chart';

type Order = 'revenue' | 'quantity';
const CHARTED = 10;

/** The products that brought most, as a chart and as a table. */
@Component({
  selector: 'app-top-products',
  imports: [BarChart, Segmented],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  templateUrl: './top-products.html',
  styleUrl: './top-products.scss',
})
export class TopProducts {
  readonly byRevenue = input.required<readonly ProductTotal[]>();
  /** Without it there is no choice. */
  readonly byQuantity = input<readonly ProductTotal[] | null>(null);
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly order = signal<Order>('revenue');
  protected readonly orders = computed((): Segment<Order>[] => [
    { value: 'revenue', label: this.t().metrics.revenue },
    { value: 'quantity', label: this.t().metrics.items },
  ]);

  protected readonly products = computed(() => {
    const chosen = this.order() === 'quantity' ? this.byQuantity() : this.byRevenue();
    return (chosen ?? []).slice(0, CHARTED);
  });
  protected readonly bars = computed((): Bar[] =>
    this.products().map(({ productName, quantity, revenue }) =>
      this.order() === 'quantity'
        ? { name: productName, value: quantity, text: this.formats.integer(quantity) }
        : { name: productName, value: Number(revenue), text: this.formats.money(revenue) },
    ),
  );
}
