import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { firstValueFrom, type Observable } from 'rxjs';
import { AccountApi } from '../../core/api/account-api';
import { toApiError } from '../../core/api/api-error';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Ago } from '../../ui/ago';
import { ErrorState } from '../../ui/error-state';
import { Skeleton } from '../../ui/skeleton';
import { browserName } from './browser-name';

/** Where one is signed in, and how to end that. */
@Component({
  selector: 'app-session-list',
  imports: [Ago, ErrorState, MatButton, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './session-list.html',
  styleUrl: './session-list.scss',
})
export class SessionListCard {
  private readonly account = inject(AccountApi);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly browserName = browserName;
  protected readonly resource = rxResource({ stream: () => this.account.sessions() });
  protected readonly sessions = computed(() =>
    this.resource.hasValue() ? this.resource.value().items : undefined,
  );
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

  protected end(id: string): Promise<void> {
    return this.run(this.account.endSession(id));
  }

  protected endOthers(): Promise<void> {
    return this.run(this.account.endOtherSessions());
  }

  private async run(request: Observable<void>): Promise<void> {
    try {
      await firstValueFrom(request, { defaultValue: undefined });
      this.toasts.show('success', this.t().settings.sessionEnded);
      this.resource.reload();
    } catch (thrown) {
      this.toasts.failure(this.t().settings.notEnded, thrown);
    }
  }
}
