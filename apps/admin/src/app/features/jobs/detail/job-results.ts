import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { type OrderMetrics } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Icon } from '../../../ui/icon';
import { Metric } from '../../../ui/metric';
import { MetricGrid } from '../../../ui/metric-grid';
import { LineValues } from './line-values';
import { TopProducts } from '../top-products';

/** The figures of an order file. */
@Component({
  selector: 'app-job-results',
  imports: [Icon, LineValues, Metric, MetricGrid, TopProducts],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './job-results.html',
  styleUrl: './job-results.scss',
})
export class JobResults {
  readonly metrics = input.required<OrderMetrics>();
  readonly openRejected = output();
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;

  protected readonly cards = computed(() => {
    const metrics = this.metrics();
    const t = this.t().metrics;
    const integer = (value: number): string => this.formats.integer(value);
    const money = (value: string): string => this.formats.money(value);
    return [
      { key: 'revenue', label: t.revenue, value: money(metrics.revenue), note: null },
      { key: 'items', label: t.items, value: integer(metrics.itemsTotal), note: null },
      {
        key: 'orders',
        label: t.orders,
        value: integer(metrics.orders),
        note: metrics.ordersCountedBefore ? t.countedBefore(integer(metrics.ordersCountedBefore)) : null,
      },
      { key: 'aov', label: t.averageOrderValue, value: money(metrics.averageOrderValue), note: t.aovNote },
      {
        key: 'rows',
        label: t.rowsAccepted,
        value: integer(metrics.rowsAccepted),
        note: t.ofRows(integer(metrics.rowsTotal)),
      },
      { key: 'products', label: t.products, value: integer(metrics.distinctProducts), note: null },
    ];
  });
}
