import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { type MappedColumn, type OrderPreview, type RowError } from '@orders/contracts';
import { Formats } from '../../../core/format/formats';
import { rowErrorText } from '../../../core/i18n/code-text';
import { I18n } from '../../../core/i18n/i18n';
import { rejectedLines } from './rejected-lines';

/** Rejected rows as they stand in the sheet, their wrong cells marked. */
@Component({
  selector: 'app-rejected-rows',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="table-scroll" tabindex="0" role="group" [attr.aria-label]="t().staged.firstRejected">
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="number">{{ t().jobs.row }}</th>
            @for (column of columns(); track column.column) {
              <th scope="col">{{ column.header || t().fields[column.field] }}</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track line.row) {
            <tr>
              <td class="number">{{ formats.integer(line.row) }}</td>
              @for (cell of line.cells; track cell.column) {
                @if (cell.error; as error) {
                  <td class="wrong">
                    <mark>{{ error.value || t().staged.empty }}</mark>
                    <span class="small">{{ rowErrorText(i18n, error) }}</span>
                  </td>
                } @else {
                  <td>
                    @if (cell.text !== null) {
                      {{ cell.text }}
                    } @else {
                      <span class="faint">{{ t().staged.fine }}</span>
                    }
                  </td>
                }
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    .table-scroll {
      max-height: 26rem;
      overflow-y: auto;
      border-top: 1px solid var(--line);
    }

    td {
      min-width: 8rem;
      max-width: 22rem;
      overflow-wrap: anywhere;
      vertical-align: top;
    }

    td.number {
      min-width: 0;
    }

    mark {
      padding: 0.0625rem 0.375rem;
      border-radius: var(--radius-small);
      color: var(--bad);
      background: var(--bad-soft);
      font-weight: 600;
    }

    .wrong span {
      display: block;
      margin-top: 0.1875rem;
      color: var(--ink-soft);
    }
  `,
})
export class RejectedRows {
  readonly errors = input.required<readonly RowError[]>();
  readonly columns = input.required<readonly MappedColumn[]>();
  /** The first rows of the sheet, for the cells that are right. */
  readonly rows = input.required<OrderPreview['rows']>();
  protected readonly i18n = inject(I18n);
  protected readonly formats = inject(Formats);
  protected readonly t = this.i18n.t;
  protected readonly rowErrorText = rowErrorText;
  protected readonly lines = computed(() => rejectedLines(this.errors(), this.columns(), this.rows()));
}
