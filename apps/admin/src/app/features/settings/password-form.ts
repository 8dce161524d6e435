import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { PasswordChange } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { type ApiError, toApiError } from '../../core/api/api-error';
import { I18n } from '../../core/i18n/i18n';
import { problemText } from '../../core/i18n/problem-text';
import { Toasts } from '../../core/toasts/toasts';
import { FormAlert } from '../../ui/form-alert';
import { passwordFault } from '../../ui/password-fault';
import { PasswordField } from '../../ui/password-field';

const EMPTY = { currentPassword: '', newPassword: '' };

/** Changes one's own password. */
@Component({
  selector: 'app-password-form',
  imports: [FormAlert, MatButton, PasswordField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './password-form.html',
})
export class PasswordForm {
  private readonly account = inject(AccountApi);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly model = signal(EMPTY);
  protected readonly form = form(this.model, (path) => validateStandardSchema(path, PasswordChange));
  protected readonly fault = computed(() => passwordFault(this.t(), this.model().newPassword));
  protected readonly pending = signal(false);
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
      await firstValueFrom(this.account.changePassword(this.model()), { defaultValue: undefined });
      this.form().reset(EMPTY);
      this.toasts.show('success', this.t().settings.passwordChanged);
    } catch (thrown) {
      this.error.set(toApiError(thrown));
    } finally {
      this.pending.set(false);
    }
  }
}
