import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, validateStandardSchema } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { NewPassword } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { I18n } from '../../core/i18n/i18n';
import { AuthFrame } from './auth-frame';
import { Submission } from '../../ui/submission';
import { SubmitForm } from '../../ui/submit-form';
import { mailedToken } from './mailed-token';
import { passwordFault } from '../../ui/password-fault';
import { PasswordField } from '../../ui/password-field';

/** Sets a new password by a mailed link. */
@Component({
  selector: 'app-reset-password-page',
  imports: [AuthFrame, PasswordField, RouterLink, SubmitForm],
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
  protected readonly submission = new Submission();
  protected readonly done = signal(false);

  protected async submit(): Promise<void> {
    const send = () =>
      firstValueFrom(this.account.resetPassword({ token: this.token(), ...this.model() }), {
        defaultValue: undefined,
      });
    this.done.set(await this.submission.send(this.form(), send));
  }
}
