import { ChangeDetectionStrategy, Component, inject, linkedSignal } from '@angular/core';
import { form, FormField, validateStandardSchema } from '@angular/forms/signals';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { AccountChange } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { FORM_FIELD_LOOK } from '../../ui/form-field-look';
import { Submission } from '../../ui/submission';
import { SubmitForm } from '../../ui/submit-form';

/** Changes one's own name. */
@Component({
  selector: 'app-profile-form',
  imports: [FormField, MatError, MatFormField, MatInput, MatLabel, SubmitForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [FORM_FIELD_LOOK],
  template: `
    <app-submit-form
      [submission]="submission"
      [action]="t().settings.saveName"
      look="outlined"
      (send)="submit()"
    >
      <mat-form-field>
        <mat-label>{{ t().auth.name }}</mat-label>
        <input matInput [formField]="form.name" autocomplete="name" />
        <mat-error>{{ t().auth.invalid.name }}</mat-error>
      </mat-form-field>
    </app-submit-form>
  `,
})
export class ProfileForm {
  private readonly account = inject(AccountApi);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly model = linkedSignal(() => ({ name: this.session.user()?.name ?? '' }));
  protected readonly form = form(this.model, (path) => validateStandardSchema(path, AccountChange));
  protected readonly submission = new Submission();

  protected async submit(): Promise<void> {
    const send = async () => {
      this.session.put(await firstValueFrom(this.account.change(AccountChange.parse(this.model()))));
    };
    if (await this.submission.send(this.form(), send)) {
      this.toasts.show('success', this.t().settings.saved);
    }
  }
}
