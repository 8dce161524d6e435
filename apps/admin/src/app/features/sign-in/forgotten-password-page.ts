import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { form, FormField, validateStandardSchema } from '@angular/forms/signals';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { ForgottenPassword } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { I18n } from '../../core/i18n/i18n';
import { AuthFrame } from './auth-frame';
import { Submission } from '../../ui/submission';
import { SubmitForm } from '../../ui/submit-form';
import { FORM_FIELD_LOOK } from '../../ui/form-field-look';

/** Asks for the link that sets a new password. */
@Component({
  selector: 'app-forgotten-password-page',
  imports: [AuthFrame, FormField, MatError, MatFormField, MatInput, MatLabel, RouterLink, SubmitForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [FORM_FIELD_LOOK],
  templateUrl: './forgotten-password-page.html',
})
export class ForgottenPasswordPage {
  private readonly account = inject(AccountApi);
  protected readonly t = inject(I18n).t;
  protected readonly model = signal({ email: '' });
  protected readonly form = form(this.model, (path) => validateStandardSchema(path, ForgottenPassword));
  protected readonly submission = new Submission();
  protected readonly sent = signal(false);

  protected async submit(): Promise<void> {
    const send = () =>
      firstValueFrom(this.account.forgotPassword(ForgottenPassword.parse(this.model())), {
        defaultValue: undefined,
      });
    this.sent.set(await this.submission.send(this.form(), send));
  }
}
