import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../core/i18n/i18n';
import { Icon } from './icon';

/** Forward and back through a list that is read page by page. */
@Component({
  selector: 'app-pager',
  imports: [Icon, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="faint small" role="status">{{ summary() }}</span>
    <span class="actions">
      <button matButton="outlined" type="button" [disabled]="!hasPrevious()" (click)="previous.emit()">
        <app-icon name="chevronLeft" /> {{ t().common.previous }}
      </button>
      <button matButton="outlined" type="button" [disabled]="!hasNext()" (click)="next.emit()">
        {{ t().common.next }} <app-icon name="chevronRight" iconPositionEnd />
      </button>
    </span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-2);
      padding: var(--space-3) var(--space-5);
      border-top: 1px solid var(--line);
    }

    app-icon {
      font-size: var(--text-body);
    }
  `,
})
export class Pager {
  readonly summary = input('');
  readonly hasPrevious = input.required<boolean>();
  readonly hasNext = input.required<boolean>();
  readonly previous = output();
  readonly next = output();
  protected readonly t = inject(I18n).t;
}
