import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { I18n } from '../../../core/i18n/i18n';
import { Icon } from '../../../ui/icon';
import { OptionalColumn } from './history-columns';

/** Which columns the history shows. */
@Component({
  selector: 'app-column-menu',
  imports: [Icon, MatButton, MatMenu, MatMenuItem, MatMenuTrigger],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button matButton="outlined" type="button" [matMenuTriggerFor]="menu">
      <app-icon name="columns" /> {{ t().history.chooseColumns }}
    </button>
    <mat-menu #menu="matMenu" xPosition="before">
      @for (column of columns(); track column) {
        <button
          mat-menu-item
          type="button"
          role="menuitemcheckbox"
          [attr.aria-checked]="!hidden().includes(column)"
          (click)="$event.stopPropagation(); toggle(column)"
        >
          <span class="mark">
            @if (!hidden().includes(column)) {
              <app-icon name="check" />
            }
          </span>
          {{ t().history.columns[column] }}
        </button>
      }
    </mat-menu>
  `,
  styles: `
    .mark {
      width: 1.25em;
    }
  `,
})
export class ColumnMenu {
  readonly owners = input.required<boolean>();
  readonly hidden = model.required<OptionalColumn[]>();
  protected readonly t = inject(I18n).t;
  protected readonly columns = computed(() =>
    OptionalColumn.options.filter((column) => column !== 'owner' || this.owners()),
  );

  protected toggle(column: OptionalColumn): void {
    const hidden = this.hidden();
    this.hidden.set(
      hidden.includes(column) ? hidden.filter((other) => other !== column) : [...hidden, column],
    );
  }
}
