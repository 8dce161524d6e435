import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { toApiError } from '../../core/api/api-error';
import { WebhooksApi } from '../../core/api/webhooks-api';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Ago } from '../../ui/ago';
import { ErrorState } from '../../ui/error-state';
import { Skeleton } from '../../ui/skeleton';

/** What was sent to a webhook lately, and how it fared. */
@Component({
  selector: 'app-webhook-deliveries',
  imports: [Ago, ErrorState, MatButton, RouterLink, Skeleton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './webhook-deliveries.html',
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
  `,
})
export class WebhookDeliveries {
  readonly webhookId = input.required<string>();
  private readonly api = inject(WebhooksApi);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly resource = rxResource({
    params: () => this.webhookId(),
    stream: ({ params }) => this.api.deliveries(params),
  });
  protected readonly deliveries = computed(() =>
    this.resource.hasValue() ? this.resource.value().items : undefined,
  );
  protected readonly error = computed(() => {
    const thrown = this.resource.error();
    return thrown ? toApiError(thrown) : null;
  });

  protected async resend(deliveryId: string): Promise<void> {
    try {
      await firstValueFrom(this.api.resend(this.webhookId(), deliveryId), { defaultValue: undefined });
      this.resource.reload();
    } catch (thrown) {
      this.toasts.failure(this.t().integrations.notResent, thrown);
    }
  }
}
