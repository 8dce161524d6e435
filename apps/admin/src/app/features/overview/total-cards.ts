import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type OverviewTotals } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { Metric, type MetricTone } from '../../ui/metric';
import { MetricGrid } from '../../ui/metric-grid';
import { changeOf } from './date-range';

interface Card {
  key: string;
  label: string;
  value: string;
  note: string | null;
  tone: MetricTone;
}

/** The totals of a range, each with its change against the range before. */
@Component({
  selector: 'app-total-cards',
  imports: [Metric, MetricGrid],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-metric-grid>
      @for (card of cards(); track card.key) {
        <app-metric
          [attr.data-metric]="card.key"
          [label]="card.label"
          [value]="card.value"
          [note]="card.note"
          [tone]="card.tone"
        />
      }
    </app-metric-grid>
  `,
})
export class TotalCards {
  readonly totals = input.required<OverviewTotals>();
  readonly before = input.required<OverviewTotals | null>();
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);

  protected readonly cards = computed((): Card[] => {
    const totals = this.totals();
    const t = this.i18n.t().metrics;
    const integer = (value: number): string => this.formats.integer(value);
    return [
      this.card('revenue', t.revenue, this.formats.money(totals.revenue), (of) => Number(of.revenue)),
      this.card('orders', t.orders, integer(totals.orders), (of) => of.orders),
      this.card('aov', t.averageOrderValue, this.formats.money(totals.averageOrderValue), (of) =>
        Number(of.averageOrderValue),
      ),
      this.card('items', t.items, integer(totals.itemsTotal), (of) => of.itemsTotal),
      this.card('files', t.files, integer(totals.files), (of) => of.files),
      this.card('rejected', t.rowsRejected, integer(totals.rowsRejected), (of) => of.rowsRejected, true),
    ];
  });

  private card(
    key: string,
    label: string,
    value: string,
    figure: (totals: OverviewTotals) => number,
    lessIsBetter = false,
  ): Card {
    const before = this.before();
    const change = before && changeOf(figure(before), figure(this.totals()));
    if (change === null) {
      return { key, label, value, note: null, tone: 'plain' };
    }
    const better = lessIsBetter ? change < 0 : change > 0;
    const worse = lessIsBetter && change > 0;
    const note = this.i18n.t().overview.change(this.formats.percent(change, true));
    return { key, label, value, note, tone: better ? 'good' : worse ? 'bad' : 'plain' };
  }
}
