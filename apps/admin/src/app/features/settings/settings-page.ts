import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { Formats } from '../../core/format/formats';
import { NumberStyle, NumberStyles } from '../../core/format/number-style';
import { I18n, type Language } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Theme, type ThemeChoice } from '../../core/theme/theme';
import { Toasts } from '../../core/toasts/toasts';
import { PageHeader } from '../../ui/page-header';
import { EmailPreferenceForm } from './email-preference-form';
import { PasswordForm } from './password-form';
import { ProfileForm } from './profile-form';
import { SessionListCard } from './session-list';
import { type Segment, Segmented } from '../../ui/segmented';

/** What a user may set for themselves. */
@Component({
  selector: 'app-settings-page',
  imports: [EmailPreferenceForm, PageHeader, PasswordForm, ProfileForm, Segmented, SessionListCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './settings-page.html',
  styleUrl: './settings-page.scss',
})
export class SettingsPage {
  private readonly account = inject(AccountApi);
  private readonly toasts = inject(Toasts);
  protected readonly i18n = inject(I18n);
  protected readonly theme = inject(Theme);
  protected readonly numbers = inject(NumberStyles);
  protected readonly formats = inject(Formats);
  protected readonly user = inject(Session).user;
  protected readonly t = this.i18n.t;
  protected readonly themes = computed((): Segment<ThemeChoice>[] => {
    const { themes } = this.t().settings;
    return [
      { value: 'system', label: themes.system, icon: 'settings' },
      { value: 'light', label: themes.light, icon: 'sun' },
      { value: 'dark', label: themes.dark, icon: 'moon' },
    ];
  });
  protected readonly languages: Segment<Language>[] = [
    { value: 'en', label: 'English', lang: 'en' },
    { value: 'de', label: 'Deutsch', lang: 'de' },
  ];
  protected readonly numberStyles = computed((): { value: NumberStyle; label: string }[] => [
    { value: 'language', label: this.t().settings.numbersOfLanguage },
    { value: 'point', label: '1,234.56' },
    { value: 'comma', label: '1.234,56' },
    { value: 'space', label: '1 234,56' },
  ]);
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

  protected writeNumbers(value: string): void {
    const style = NumberStyle.safeParse(value);
    if (style.success) {
      this.numbers.choice.set(style.data);
    }
  }

  protected speak(language: Language): void {
    void this.i18n.use(language);
  }
}
