import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { I18n, type Language } from '../../core/i18n/i18n';
import { Brand } from '../../layout/brand';
import { Icon } from '../../ui/icon';
import { PageHeader } from '../../ui/page-header';

/** The page around the sign-in and sign-up forms. */
@Component({
  selector: 'app-auth-frame',
  imports: [Brand, Icon, PageHeader],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './auth-frame.html',
  styleUrl: './auth-frame.scss',
})
export class AuthFrame {
  readonly heading = input.required<string>();
  readonly lead = input.required<string>();
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly languages: { code: Language; name: string }[] = [
    { code: 'en', name: 'English' },
    { code: 'de', name: 'Deutsch' },
  ];

  protected use(language: Language): void {
    void this.i18n.use(language);
  }
}
