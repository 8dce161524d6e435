import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { type CombinedMetrics } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';

/** The figures of a file together with those of its supplements, apart from its own. */
@Component({
  selector: 'app-combined-figures',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  template: `
    <header class="card-head">
      <h2>{{ t().supplements.combined(count()) }}</h2>
      <button type="button" (click)="openSupplements.emit()">{{ t().supplements.see }}</button>
    </header>
    <dl>
      @for (figure of figures(); track figure.key) {
        <div [attr.data-combined]="figure.key">
          <dt>{{ figure.label }}</dt>
          <dd>{{ figure.value }}</dd>
        </div>
      }
    </dl>
  `,
  styles: `
    :host {
      display: block;
      border-color: var(--accent-line);
    }

    button {
      padding: 0;
      border: 0;
      color: var(--accent);
      background: none;
      font: inherit;
      font-weight: 550;
      cursor: pointer;
    }

    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
      gap: var(--space-4);
      padding: var(--space-4) var(--space-5);
    }

    dt {
      color: var(--ink-faint);
      font-size: 0.8125rem;
    }

    dd {
      font-size: var(--text-lead);
      font-weight: 600;
      overflow-wrap: anywhere;
    }
  `,
})
export class CombinedFigures {
  readonly combined = input.required<CombinedMetrics>();
  /** How many supplements there are. */
  readonly count = input.required<number>();
  readonly openSupplements = output();
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly figures = computed(() => {
    const combined = this.combined();
    const t = this.t().metrics;
    return [
      { key: 'revenue', label: t.revenue, value: this.formats.money(combined.revenue) },
      { key: 'items', label: t.items, value: this.formats.integer(combined.itemsTotal) },
      { key: 'orders', label: t.orders, value: this.formats.integer(combined.orders) },
      { key: 'aov', label: t.averageOrderValue, value: this.formats.money(combined.averageOrderValue) },
      { key: 'rows', label: t.rowsAccepted, value: this.formats.integer(combined.rowsAccepted) },
      {
        key: 'open',
        label: this.t().supplements.rowsOpen,
        value: this.formats.integer(combined.rowsOpen),
      },
    ];
  });
}
