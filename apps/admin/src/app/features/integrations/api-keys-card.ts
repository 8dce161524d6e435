import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { type ApiKey, ApiKeyScope, type CreatedApiKey, NewApiKey } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { ApiKeysApi } from '../../core/api/api-keys-api';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Ago } from '../../ui/ago';
import { Confirm } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { Skeleton } from '../../ui/skeleton';
import { SecretNote } from './secret-note';

const LIFETIMES_DAYS = [30, 90, 365];

/** Keys of one's own: making, telling apart, revoking. */
@Component({
  selector: 'app-api-keys-card',
  imports: [Ago, EmptyState, ErrorState, MatButton, SecretNote, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  templateUrl: './api-keys-card.html',
  styleUrl: './integration-card.scss',
})
export class ApiKeysCard {
  private readonly api = inject(ApiKeysApi);
  private readonly toasts = inject(Toasts);
  private readonly confirm = inject(Confirm);
  protected readonly t = inject(I18n).t;
  protected readonly scopes = ApiKeyScope.options;
  protected readonly lifetimes = LIFETIMES_DAYS;
  protected readonly request = signal<NewApiKey>({ name: '', scopes: ['read', 'upload'], days: 90 });
  protected readonly valid = computed(() => NewApiKey.safeParse(this.request()).success);
  protected readonly created = signal<CreatedApiKey | null>(null);
  protected readonly pending = signal(false);
  protected readonly resource = rxResource({ stream: () => this.api.list() });
  protected readonly keys = computed(() =>
    this.resource.hasValue() ? this.resource.value().items : undefined,
  );
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

  protected change(change: Partial<NewApiKey>): void {
    this.request.update((request) => ({ ...request, ...change }));
  }

  protected allow(scope: ApiKeyScope, on: boolean): void {
    const others = this.request().scopes.filter((other) => other !== scope);
    this.change({ scopes: on ? [...others, scope] : others });
  }

  protected async create(): Promise<void> {
    this.pending.set(true);
    try {
      this.created.set(await firstValueFrom(this.api.create(NewApiKey.parse(this.request()))));
      this.change({ name: '' });
      this.resource.reload();
    } catch (thrown) {
      this.toasts.failure(this.t().integrations.keyNotMade, thrown);
    } finally {
      this.pending.set(false);
    }
  }

  protected async revoke(key: ApiKey): Promise<void> {
    const t = this.t().integrations;
    if (!(await this.confirm.ask({ title: t.revokeTitle, text: t.revokeText(key.name), action: t.revoke }))) {
      return;
    }
    try {
      await firstValueFrom(this.api.revoke(key.id), { defaultValue: undefined });
      this.toasts.show('success', t.revoked(key.name));
      this.resource.reload();
    } catch (thrown) {
      this.toasts.failure(t.notRevoked, thrown);
    }
  }
}
