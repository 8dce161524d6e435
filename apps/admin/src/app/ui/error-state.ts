import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type ApiError } from '../core/api/api-error';
import { I18n } from '../core/i18n/i18n';
import { problemText } from '../core/i18n/problem-text';
import { EmptyState } from './empty-state';

/** What stands in place of something that could not be loaded. */
@Component({
  selector: 'app-error-state',
  imports: [EmptyState, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert' },
  template: `
    <app-empty-state icon="alert" [heading]="t().common.couldNotLoad" [text]="text()">
      <button matButton="outlined" type="button" (click)="retry.emit()">{{ t().common.tryAgain }}</button>
    </app-empty-state>
  `,
})
export class ErrorState {
  readonly error = input.required<ApiError>();
  readonly retry = output();
  protected readonly t = inject(I18n).t;
  protected readonly text = computed(() => problemText(this.t(), this.error()));
}
