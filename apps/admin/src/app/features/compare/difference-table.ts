import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { I18n } from '../../core/i18n/i18n';
import { type Side } from './compared-side';

/** One line of a comparison, as it is shown. */
export interface DifferenceRow {
  name: string;
  before: string;
  after: string;
  difference: string;
  share: string;
  /** Whether the change is a good one. */
  better: 'yes' | 'no' | 'same';
}

@Component({
  selector: 'app-difference-table',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="table-scroll" tabindex="0" role="group" [attr.aria-label]="name()">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{{ name() }}</th>
            <th scope="col" class="number">
              <a [routerLink]="before().link" [queryParams]="before().linkParams">{{ before().name }}</a>
            </th>
            <th scope="col" class="number">
              <a [routerLink]="after().link" [queryParams]="after().linkParams">{{ after().name }}</a>
            </th>
            <th scope="col" class="number">{{ t().compare.difference }}</th>
            <th scope="col" class="number">%</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.name) {
            <tr>
              <td>{{ row.name }}</td>
              <td class="number">{{ row.before }}</td>
              <td class="number">{{ row.after }}</td>
              <td class="number" [attr.data-better]="row.better">{{ row.difference }}</td>
              <td class="number" [attr.data-better]="row.better">{{ row.share }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    th a {
      display: inline-block;
      max-width: clamp(6.5rem, 20vw, 20rem);
      overflow: hidden;
      text-overflow: ellipsis;
      vertical-align: bottom;
    }

    [data-better='yes'] {
      color: var(--good);
    }

    [data-better='no'] {
      color: var(--bad);
    }
  `,
})
export class DifferenceTable {
  readonly before = input.required<Side>();
  readonly after = input.required<Side>();
  readonly rows = input.required<readonly DifferenceRow[]>();
  /** What the first column holds. */
  readonly name = input.required<string>();
  protected readonly t = inject(I18n).t;
}
