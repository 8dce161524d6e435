import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { form, FormField, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { ForgottenPassword } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { type ApiError, toApiError } from '../../core/api/api-error';
import { I18n } from '../../core/i18n/i18n';
import { problemText } from '../../core/i18n/problem-text';
import { AuthFrame } from './auth-frame';
import { FormAlert } from '../../ui/form-alert';
import { FORM_FIELD_LOOK } from '../../ui/form-field-look';

/** Asks for the link that sets a new password. */
@Component({
  selector: 'app-forgotten-password-page',
  imports: [
    AuthFrame,
    FormAlert,
    FormField,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    RouterLink,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [FORM_FIELD_LOOK],
  templateUrl: './forgotten-password-page.html',
})
export class ForgottenPasswordPage {
  private readonly account = inject(AccountApi);
  protected readonly t = inject(I18n).t;
  protected readonly model = signal({ email: '' });
  protected readonly form = form(this.model, (path) => validateStandardSchema(path, ForgottenPassword));
  protected readonly pending = signal(false);
  protected readonly sent = signal(false);
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
      const request = this.account.forgotPassword(ForgottenPassword.parse(this.model()));
      await firstValueFrom(request, { defaultValue: undefined });
      this.sent.set(true);
    } catch (thrown) {
      this.error.set(toApiError(thrown));
    } finally {
      this.pending.set(false);
    }
  }
}
