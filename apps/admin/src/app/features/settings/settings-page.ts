import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { Formats } from '../../core/format/formats';
import { I18n, type Language } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Theme, type ThemeChoice } from '../../core/theme/theme';
import { Toasts } from '../../core/toasts/toasts';
import { Icon } from '../../ui/icon';
import { type IconName } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { EmailPreferenceForm } from './email-preference-form';
import { PasswordForm } from './password-form';
import { SessionListCard } from './session-list';

/** What a user may set for themselves. */
@Component({
  selector: 'app-settings-page',
  imports: [
    EmailPreferenceForm,
    Icon,
    MatButtonToggle,
    MatButtonToggleGroup,
    PageHeader,
    PasswordForm,
    SessionListCard,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './settings-page.html',
  styleUrl: './settings-page.scss',
})
export class SettingsPage {
  private readonly account = inject(AccountApi);
  private readonly toasts = inject(Toasts);
  protected readonly i18n = inject(I18n);
  protected readonly theme = inject(Theme);
  protected readonly formats = inject(Formats);
  protected readonly user = inject(Session).user;
  protected readonly t = this.i18n.t;
  protected readonly themes: { choice: ThemeChoice; icon: IconName }[] = [
    { choice: 'system', icon: 'settings' },
    { choice: 'light', icon: 'sun' },
    { choice: 'dark', icon: 'moon' },
  ];
  protected readonly joined = computed(() => {
    const user = this.user();
    return user ? this.formats.dateTime(user.createdAt) : '';
  });

  protected async sendConfirmation(): Promise<void> {
    try {
      await firstValueFrom(this.account.requestConfirmation(), { defaultValue: undefined });
      this.toasts.show('success', this.t().settings.sentAgain);
    } catch (thrown) {
      this.toasts.failure(this.t().settings.notSaved, thrown);
    }
  }

  protected speak(language: Language): void {
    void this.i18n.use(language);
  }
}
