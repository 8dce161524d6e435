import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { NewPassword } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { type ApiError, toApiError } from '../../core/api/api-error';
import { I18n } from '../../core/i18n/i18n';
import { problemText } from '../../core/i18n/problem-text';
import { AuthFrame } from './auth-frame';
import { FormAlert } from '../../ui/form-alert';
import { mailedToken } from './mailed-token';
import { passwordFault } from '../../ui/password-fault';
import { PasswordField } from '../../ui/password-field';

/** Sets a new password by a mailed link. */
@Component({
  selector: 'app-reset-password-page',
  imports: [AuthFrame, FormAlert, MatButton, PasswordField, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './reset-password-page.html',
})
export class ResetPasswordPage {
  private readonly account = inject(AccountApi);
  private readonly token = mailedToken();
  protected readonly t = inject(I18n).t;
  protected readonly model = signal({ newPassword: '' });
  protected readonly form = form(this.model, (path) => validateStandardSchema(path.newPassword, NewPassword));
  protected readonly fault = computed(() => passwordFault(this.t(), this.model().newPassword));
  protected readonly pending = signal(false);
  protected readonly done = signal(false);
  protected readonly error = signal<ApiError | null>(null);
  protected readonly problemText = problemText;

  protected async submit(): Promise<void> {
    this.form().markAsTouched();
    if (this.form().invalid() || this.pending()) {
      return;
    }
    this.pending.set(true);
    this.error.set(null);
    try {
      const request = this.account.resetPassword({ token: this.token(), ...this.model() });
      await firstValueFrom(request, { defaultValue: undefined });
      this.done.set(true);
    } catch (thrown) {
      this.error.set(toApiError(thrown));
    } finally {
      this.pending.set(false);
    }
  }
}
