import { ChangeDetectionStrategy, Component, effect, inject, input, signal } from '@angular/core';
import { form, FormField, validateStandardSchema } from '@angular/forms/signals';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import { LoginRequest } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { AuthApi } from '../../core/api/auth-api';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { AuthFrame } from './auth-frame';
import { Submission } from '../../ui/submission';
import { SubmitForm } from '../../ui/submit-form';
import { localPath } from './local-path';
import { PasswordField } from '../../ui/password-field';
import { FORM_FIELD_LOOK } from '../../ui/form-field-look';

@Component({
  selector: 'app-sign-in-page',
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
  templateUrl: './sign-in-page.html',
  styles: `
    .forgotten {
      justify-self: end;
    }
  `,
})
export class SignInPage {
  /** Where to go then; from the query. */
  readonly next = input<string>();
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly model = signal({ email: '', password: '' });
  protected readonly form = form(this.model, (path) => validateStandardSchema(path, LoginRequest));
  protected readonly submission = new Submission();
  protected readonly mayRegister = signal(false);

  constructor() {
    // Signed in by this form, or by the cookie once a server that was away is back.
    effect(() => {
      if (this.session.user()) {
        void this.router.navigateByUrl(localPath(this.next()));
      }
    });
    const auth = inject(AuthApi);
    firstValueFrom(auth.options()).then(
      ({ registration }) => this.mayRegister.set(registration === 'open'),
      // Without an answer there is no link to sign up; signing in tells what is wrong.
      () => this.mayRegister.set(false),
    );
  }

  protected async submit(): Promise<void> {
    await this.submission.send(this.form(), () => this.session.signIn(LoginRequest.parse(this.model())));
  }
}
