import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { EmailPreference, type NotificationPreferences } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { PreferencesApi } from '../../core/api/preferences-api';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { ErrorState } from '../../ui/error-state';
import { Skeleton } from '../../ui/skeleton';

/** When a report is sent by e-mail, and whether files of one upload share one. A choice is saved at once. */
@Component({
  selector: 'app-email-preference-form',
  imports: [ErrorState, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './email-preference-form.html',
  styleUrl: './email-preference-form.scss',
})
export class EmailPreferenceForm {
  private readonly api = inject(PreferencesApi);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly options = EmailPreference.options;
  protected readonly resource = rxResource({ stream: () => this.api.get() });
  protected readonly chosen = linkedSignal(() => (this.resource.hasValue() ? this.resource.value() : null));
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

  protected async save(preferences: NotificationPreferences): Promise<void> {
    const before = this.chosen();
    this.chosen.set(preferences);
    try {
      await firstValueFrom(this.api.put(preferences));
      this.toasts.show('success', this.t().settings.saved);
    } catch (thrown) {
      this.chosen.set(before);
      this.toasts.failure(this.t().settings.notSaved, thrown);
    }
  }
}
