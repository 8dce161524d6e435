import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { AccountApi } from '../../core/api/account-api';
import { toApiError } from '../../core/api/api-error';
import { I18n } from '../../core/i18n/i18n';
import { problemText } from '../../core/i18n/problem-text';
import { AuthFrame } from './auth-frame';
import { FormAlert } from '../../ui/form-alert';
import { mailedToken } from './mailed-token';

/** Confirms an address by a mailed link, as soon as the link is opened. */
@Component({
  selector: 'app-confirm-email-page',
  imports: [AuthFrame, FormAlert, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-auth-frame [heading]="t().auth.confirmTitle" lead="">
      @if (problem(); as text) {
        <app-form-alert [text]="text" />
      } @else {
        <p role="status">{{ confirmation.isLoading() ? t().auth.confirming : t().auth.confirmed }}</p>
      }
      <p>
        <a routerLink="/">{{ t().auth.toConsole }}</a>
      </p>
    </app-auth-frame>
  `,
})
export class ConfirmEmailPage {
  private readonly account = inject(AccountApi);
  private readonly token = mailedToken();
  protected readonly t = inject(I18n).t;
  protected readonly confirmation = rxResource({
    params: () => ({ token: this.token() }),
    stream: ({ params }) => this.account.confirmEmail(params),
  });
  protected readonly problem = computed(() => {
    const thrown = this.confirmation.error();
    if (!thrown) {
      return null;
    }
    const problem = toApiError(thrown);
    // A link that was cut off on its way is to its reader one that does not work any more.
    return problem.code === 'validation_failed'
      ? this.t().problems.link_expired
      : problemText(this.t(), problem);
  });
}
