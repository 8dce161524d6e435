import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type LineValueRange } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { type Column, ColumnChart } from '../../../ui/chart/column-chart';

/** How many lines there are of which value, as a chart and as a table. */
@Component({
  selector: 'app-line-values',
  imports: [ColumnChart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  template: `
    <header class="card-head">
      <h2>{{ t().metrics.lineValues }}</h2>
      <p class="faint small">{{ t().metrics.lineValuesNote }}</p>
    </header>
    <div class="both">
      <div class="chart">
        @defer (on viewport) {
          <app-column-chart [columns]="columns()" [label]="t().metrics.lineValues" />
        } @placeholder {
          <div class="placeholder"></div>
        }
      </div>
      <div class="table-scroll" tabindex="0" role="group" [attr.aria-label]="t().metrics.lineValues">
        <table class="table">
          <thead>
            <tr>
              <th scope="col" class="number">{{ t().metrics.lineFrom }}</th>
              <th scope="col" class="number">{{ t().metrics.lineBelow }}</th>
              <th scope="col" class="number">{{ t().metrics.lines }}</th>
            </tr>
          </thead>
          <tbody>
            @for (range of ranges(); track range.from) {
              <tr>
                <td class="number">{{ formats.money(range.from) }}</td>
                <td class="number">{{ range.to === null ? t().common.none : formats.money(range.to) }}</td>
                <td class="number">{{ formats.integer(range.lines) }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    </div>
  `,
  styleUrl: './line-values.scss',
})
export class LineValues {
  readonly ranges = input.required<readonly LineValueRange[]>();
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly columns = computed((): Column[] =>
    this.ranges().map(({ from, to, lines }) => ({
      name:
        to === null
          ? this.t().metrics.andMore(this.formats.bound(from))
          : `${this.formats.bound(from)} – ${this.formats.bound(to)}`,
      value: lines,
      text: this.t().metrics.lineCount(lines, this.formats.integer(lines)),
    })),
  );
}
