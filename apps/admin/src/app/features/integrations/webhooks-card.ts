import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { type CreatedWebhook, NewWebhook, type Webhook, WebhookEvent } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { WebhooksApi } from '../../core/api/webhooks-api';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Confirm } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { Skeleton } from '../../ui/skeleton';
import { SecretNote } from './secret-note';
import { WebhookDeliveries } from './webhook-deliveries';

/** Addresses that are told when jobs end: adding, switching, looking at what was sent. */
@Component({
  selector: 'app-webhooks-card',
  imports: [EmptyState, ErrorState, MatButton, SecretNote, Skeleton, WebhookDeliveries],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  templateUrl: './webhooks-card.html',
  styleUrl: './integration-card.scss',
})
export class WebhooksCard {
  private readonly api = inject(WebhooksApi);
  private readonly toasts = inject(Toasts);
  private readonly confirm = inject(Confirm);
  protected readonly t = inject(I18n).t;
  protected readonly eventTypes = WebhookEvent.options;
  protected readonly request = signal<NewWebhook>({ url: '', events: [...WebhookEvent.options] });
  protected readonly valid = computed(() => NewWebhook.safeParse(this.request()).success);
  protected readonly created = signal<CreatedWebhook | null>(null);
  protected readonly pending = signal(false);
  /** Whose deliveries are looked at. */
  protected readonly opened = signal<string | null>(null);
  protected readonly resource = rxResource({ stream: () => this.api.list() });
  protected readonly webhooks = computed(() =>
    this.resource.hasValue() ? this.resource.value().items : undefined,
  );
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

  protected change(change: Partial<NewWebhook>): void {
    this.request.update((request) => ({ ...request, ...change }));
  }

  protected tell(event: WebhookEvent, on: boolean): void {
    const others = this.request().events.filter((other) => other !== event);
    this.change({ events: on ? [...others, event] : others });
  }

  protected toggleDeliveries(id: string): void {
    this.opened.update((opened) => (opened === id ? null : id));
  }

  protected async create(): Promise<void> {
    this.pending.set(true);
    await this.run(async () => {
      this.created.set(await firstValueFrom(this.api.create(NewWebhook.parse(this.request()))));
      this.change({ url: '' });
    });
    this.pending.set(false);
  }

  protected setActive({ id }: Webhook, active: boolean): Promise<void> {
    return this.run(() => firstValueFrom(this.api.change(id, { active })));
  }

  protected async delete({ id, url }: Webhook): Promise<void> {
    const { deleteHook, deleteHookText } = this.t().integrations;
    if (
      await this.confirm.ask({
        title: deleteHook,
        text: deleteHookText(url),
        action: this.t().jobs.actions.delete,
      })
    ) {
      await this.run(() => firstValueFrom(this.api.delete(id), { defaultValue: undefined }));
    }
  }

  /** Does it and shows the list anew; a failure is told. */
  private async run(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
      this.resource.reload();
    } catch (thrown) {
      this.toasts.failure(this.t().integrations.hookNotChanged, thrown);
    }
  }
}
