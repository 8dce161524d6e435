import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { I18n } from '../../core/i18n/i18n';
import { type Column, ColumnChart } from './column-chart';

/** A column chart, fetched once it is in sight, with the same figures as a table below it. */
@Component({
  selector: 'app-column-figure',
  imports: [ColumnChart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card-body' },
  template: `
    @defer (on viewport) {
      <app-column-chart [columns]="columns()" [label]="label()" />
    } @placeholder {
      <div class="placeholder"></div>
    }
    <details>
      <summary>{{ t().overview.asTable }}</summary>
      <table class="table">
        <tbody>
          @for (column of columns(); track $index) {
            <tr>
              <th scope="row">{{ column.name }}</th>
              <td class="number">{{ column.text }}</td>
            </tr>
          }
        </tbody>
      </table>
    </details>
  `,
  styles: `
    :host {
      display: block;
    }

    .placeholder {
      height: 15rem;
    }

    summary {
      margin-top: var(--space-3);
      color: var(--ink-faint);
      font-size: var(--text-small);
      cursor: pointer;
    }
  `,
})
export class ColumnFigure {
  readonly columns = input.required<readonly Column[]>();
  readonly label = input.required<string>();
  protected readonly t = inject(I18n).t;
}
