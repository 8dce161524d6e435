import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { form, FormField, validateStandardSchema } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import { RegisterRequest } from '@orders/contracts';
import { type ApiError, toApiError } from '../../core/api/api-error';
import { I18n } from '../../core/i18n/i18n';
import { problemText } from '../../core/i18n/problem-text';
import { Session } from '../../core/session/session';
import { AuthFrame } from './auth-frame';
import { FormAlert } from '../../ui/form-alert';
import { localPath } from './local-path';
import { passwordFault } from '../../ui/password-fault';
import { PasswordField } from '../../ui/password-field';
import { FORM_FIELD_LOOK } from '../../ui/form-field-look';

@Component({
  selector: 'app-sign-up-page',
  imports: [
    AuthFrame,
    FormAlert,
    FormField,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    PasswordField,
    RouterLink,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [FORM_FIELD_LOOK],
  templateUrl: './sign-up-page.html',
})
export class SignUpPage {
  /** Where to go then; from the query. */
  readonly next = input<string>();
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly model = signal({ name: '', email: '', password: '' });
  protected readonly form = form(this.model, (path) => validateStandardSchema(path, RegisterRequest));
  protected readonly passwordFault = computed(() => passwordFault(this.t(), this.model().password));
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
      await this.session.signUp(RegisterRequest.parse(this.model()));
      await this.router.navigateByUrl(localPath(this.next()));
    } catch (thrown) {
      this.error.set(toApiError(thrown));
    } finally {
      this.pending.set(false);
    }
  }
}
