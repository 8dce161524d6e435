import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, validateStandardSchema } from '@angular/forms/signals';
import { PasswordChange } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Submission } from '../../ui/submission';
import { SubmitForm } from '../../ui/submit-form';
import { passwordFault } from '../../ui/password-fault';
import { PasswordField } from '../../ui/password-field';

const EMPTY = { currentPassword: '', newPassword: '' };

/** Changes one's own password. */
@Component({
  selector: 'app-password-form',
  imports: [PasswordField, SubmitForm],
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
  protected readonly submission = new Submission();

  protected async submit(): Promise<void> {
    const send = () => firstValueFrom(this.account.changePassword(this.model()), { defaultValue: undefined });
    if (await this.submission.send(this.form(), send)) {
      this.form().reset(EMPTY);
      this.toasts.show('success', this.t().settings.passwordChanged);
    }
  }
}
