import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { form, FormField, validateStandardSchema } from '@angular/forms/signals';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import { RegisterRequest } from '@orders/contracts';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { AuthFrame } from './auth-frame';
import { Submission } from '../../ui/submission';
import { SubmitForm } from '../../ui/submit-form';
import { localPath } from './local-path';
import { passwordFault } from '../../ui/password-fault';
import { PasswordField } from '../../ui/password-field';
import { FORM_FIELD_LOOK } from '../../ui/form-field-look';

@Component({
  selector: 'app-sign-up-page',
  imports: [
    AuthFrame,
    FormField,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    PasswordField,
    RouterLink,
    SubmitForm,
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
  protected readonly submission = new Submission();

  protected async submit(): Promise<void> {
    const send = () => this.session.signUp(RegisterRequest.parse(this.model()));
    if (await this.submission.send(this.form(), send)) {
      await this.router.navigateByUrl(localPath(this.next()));
    }
  }
}
